package io.platen.conformance.printers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP port of a printer: takes each connection, keeps what it carries, and answers lines of PJL
 * as a print port does.
 */
public final class PrinterPort {
  /** The print port of nearly every printer, registered as {@code pdl-datastream}. */
  public static final int PRINT = 9100;

  private static final Pattern LINE = Pattern.compile("@PJL ([^\r\n]*)\r?\n");
  private static final Map<String, String> ANSWERS =
      Map.of(
          "INFO ID", "\"Invented Example 1\"",
          "INFO PAGECOUNT", "PAGECOUNT=4711",
          "INFO STATUS", "CODE=10001\r\nDISPLAY=\"Ready\"\r\nONLINE=TRUE");

  private final SuitePrinters network;
  private final Selector selector;
  private final ServerSocketChannel listening;
  private final List<Talk> talks = new ArrayList<>();

  /** One connection, and how much of what it carried was answered. */
  private static final class Talk {
    private final SocketChannel channel;
    private final StringBuilder received = new StringBuilder();
    private int answered;

    Talk(SocketChannel channel) {
      this.channel = channel;
    }
  }

  PrinterPort(SuitePrinters network, Selector selector, InetSocketAddress at) throws IOException {
    this.network = network;
    this.selector = selector;
    this.listening = ServerSocketChannel.open();
    try {
      listening.bind(at);
      listening.configureBlocking(false);
      listening.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      listening.close();
      throw e;
    }
  }

  /** What each connection until now has carried to the printer. */
  public List<String> received() {
    network.hearAll();
    synchronized (this) {
      return talks.stream().map(each -> each.received.toString()).toList();
    }
  }

  /** How many connections there were. */
  public int connections() {
    return received().size();
  }

  synchronized void hear(ByteBuffer buffer) throws IOException {
    for (SocketChannel each = listening.accept(); each != null; each = listening.accept()) {
      each.configureBlocking(false);
      each.register(selector, SelectionKey.OP_READ);
      talks.add(new Talk(each));
    }
    for (Talk each : talks) {
      if (each.channel.isOpen()) {
        hear(each, buffer);
      }
    }
  }

  private static void hear(Talk talk, ByteBuffer buffer) throws IOException {
    int read = read(talk, buffer);
    while (read > 0) {
      talk.received.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
      read = read(talk, buffer);
    }
    Matcher line = LINE.matcher(talk.received);
    while (line.find(talk.answered)) {
      talk.answered = line.end();
      talk.channel.write(StandardCharsets.ISO_8859_1.encode(answer(line.group(1))));
    }
    if (read < 0) {
      talk.channel.close();
    }
  }

  private static int read(Talk talk, ByteBuffer buffer) {
    try {
      return talk.channel.read(buffer.clear());
    } catch (IOException e) {
      return -1; // reset by who had connected
    }
  }

  private static String answer(String asked) {
    String more = ANSWERS.get(asked);
    return "@PJL " + asked + "\r\n" + (more == null ? "" : more + "\r\n") + "\f";
  }

  synchronized void close() throws IOException {
    listening.close();
    for (Talk each : talks) {
      each.channel.close();
    }
  }
}
