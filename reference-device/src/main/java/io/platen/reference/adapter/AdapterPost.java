package io.platen.reference.adapter;

import io.platen.reference.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Takes commands on loopback, one after the other, from who can read its folder: a JVM a command
 * would cost more than the command. Ends by itself when nothing has come for a while.
 */
final class AdapterPost {
  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final int SECRET = 16;

  private final Path folder;
  private final AdapterDesk desk;

  /**
   * @param folder that only its owner can read; port and secret go to its file {@code post}
   */
  AdapterPost(Path folder, AdapterDesk desk) {
    this.folder = folder;
    this.desk = desk;
  }

  void run() throws IOException, InterruptedException {
    byte[] random = new byte[SECRET];
    new SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    Path file = folder.resolve("post");
    try (ServerSocket post = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      post.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
      Path whole =
          Files.writeString(folder.resolve("post.new"), post.getLocalPort() + " " + secret + "\n");
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      while (true) {
        try (Socket socket = post.accept()) {
          answer(socket, secret);
        }
      }
    } catch (SocketTimeoutException e) {
      // Nobody needs it any more.
      Files.deleteIfExists(file);
    }
  }

  /** Without an answer the stub ends with an error, and so it should. */
  private void answer(Socket socket, String secret) throws IOException, InterruptedException {
    socket.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    List<String> words = line == null ? List.of() : Arrays.asList(line.split("\t", -1));
    if (words.isEmpty() || !words.get(0).equals(secret)) {
      return;
    }
    String answer;
    try {
      answer = desk.run(words.subList(1, words.size())).line();
    } catch (CommandFailure e) {
      answer = "!" + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
    socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
