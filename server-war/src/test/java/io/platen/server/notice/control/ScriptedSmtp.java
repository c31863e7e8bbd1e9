package io.platen.server.notice.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mail server that says to a command what a test has it say; for faults that no real one has. */
final class ScriptedSmtp implements AutoCloseable {
  /** Says nothing and keeps the connection. */
  static final String SILENCE = "";

  final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final ServerSocket server;

  ScriptedSmtp() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  /** To a command that begins so. */
  ScriptedSmtp says(String command, String answer) {
    answers.put(command, answer);
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        talk(socket);
      } catch (IOException e) { // the client went, or the test is over
      }
    }
  }

  private void talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = socket.getOutputStream();
    if (!say(out, answers.getOrDefault("", "220 ready"))) {
      in.readLine();
      return;
    }
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      if (data) {
        if (!line.equals(".")) {
          continue;
        }
        data = false;
        say(out, answer(".", "250 taken"));
      } else if (say(out, answer(line, line.equals("DATA") ? "354 go on" : "250 fine"))) {
        data = line.equals("DATA") && answer(line, "354").startsWith("354");
      }
    }
  }

  private String answer(String line, String usual) {
    return answers.entrySet().stream()
        .filter(each -> !each.getKey().isEmpty() && line.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(usual);
  }

  private static boolean say(OutputStream out, String answer) throws IOException {
    if (answer.equals(SILENCE)) {
      return false;
    }
    out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
