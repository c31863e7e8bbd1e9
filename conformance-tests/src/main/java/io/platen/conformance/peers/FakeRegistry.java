package io.platen.conformance.peers;

import io.platen.conformance.wire.DnsMessage;
import io.platen.conformance.wire.DnsMessage.DnsRecord;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.sync.Heartbeat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry of one device's heartbeats, right but for its {@link Fault}. */
final class FakeRegistry implements AutoCloseable {
  private static final int AHEAD = 640;
  private static final int BYTES = 2048;
  private static final String WAY = "(([0-5][0-9]|6[0-3])\\.)?[a-z2-7]{16}";

  private final Heartbeat by;
  private final Optional<Fault> fault;
  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private long last = -1;

  FakeRegistry(Heartbeat by, Optional<Fault> fault) throws IOException {
    this.by = by;
    this.fault = fault;
    Bound bound = Bound.free();
    this.connections = bound.connections();
    this.datagrams = bound.datagrams();
    threads.execute(this::hear);
    threads.execute(this::take);
  }

  /** One port for both, which is free for both. */
  private record Bound(ServerSocket connections, DatagramSocket datagrams) {
    private static final int TRIES = 20;

    static Bound free() throws IOException {
      InetAddress here = InetAddress.getLoopbackAddress();
      for (int tries = 1; ; tries++) {
        ServerSocket connections = new ServerSocket(0, 0, here);
        try {
          return new Bound(connections, new DatagramSocket(connections.getLocalPort(), here));
        } catch (BindException e) {
          connections.close();
          if (tries == TRIES) {
            throw e;
          }
        }
      }
    }
  }

  String address() {
    return "127.0.0.1:" + connections.getLocalPort();
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }

  private void hear() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[BYTES], BYTES);
        datagrams.receive(packet);
        Optional<byte[]> answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        if (answer.isPresent()) {
          datagrams.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      threads.shutdown(); // closed
    }
  }

  private void take() {
    try {
      while (true) {
        Socket socket = connections.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      threads.shutdown(); // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      do {
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        byte[] answer = answer(message).orElse(new byte[0]);
        out.writeShort(answer.length);
        out.write(answer);
      } while (!has(Fault.ENDS_CONNECTIONS_AFTER_ONE_NAME));
    } catch (IOException e) {
      return; // the other side has ended it
    }
  }

  private synchronized Optional<byte[]> answer(byte[] message) {
    Optional<DnsMessage> question = DnsMessage.read(message);
    if (question.isEmpty()) {
      int code = has(Fault.KEEPS_QUIET_ABOUT_BROKEN_NAMES) ? 0 : DnsMessage.FORMAT_ERROR;
      int id = ((message[0] & 0xff) << 8) | (message[1] & 0xff);
      return Optional.of(
          new DnsMessage(id, DnsMessage.IS_ANSWER | code, "", 0, List.of(), List.of()).write());
    }
    if (question.get().has(DnsMessage.IS_ANSWER)) {
      return has(Fault.ANSWERS_ANSWERS) ? Optional.of(message) : Optional.empty();
    }
    return Optional.of(answer(question.get()).write());
  }

  private DnsMessage answer(DnsMessage question) {
    String name = question.name().toLowerCase(Locale.ROOT);
    String zone = by.zone();
    if (!name.equals(zone) && !name.endsWith("." + zone)) {
      return has(Fault.ASKS_OTHERS)
          ? made(question, 0, List.of(new DnsRecord(DnsMessage.A, 60, new byte[4])), List.of())
          : made(
              question,
              has(Fault.ANSWERS_FOR_ALL_ZONES) ? DnsMessage.NO_SUCH_NAME : DnsMessage.REFUSED,
              List.of(),
              List.of());
    }
    List<DnsRecord> soa = List.of(new DnsRecord(DnsMessage.SOA, 60, new byte[22]));
    if (name.equals(zone)) {
      return made(question, 0, has(Fault.SENDS_MUCH) ? much() : soa, List.of());
    }
    String labels = name.substring(0, name.length() - zone.length() - 1);
    if (labels.matches(WAY)) {
      int code = has(Fault.STOPS_RESOLVERS_ON_THE_WAY) ? DnsMessage.NO_SUCH_NAME : 0;
      return made(question, code, List.of(), soa);
    }
    boolean asIs = has(Fault.KNOWS_LOWER_CASE_ONLY);
    Optional<String> text = heard(asIs ? question.name() : name);
    return text.isPresent()
        ? made(question, 0, List.of(text(text.get())), List.of())
        : made(
            question,
            has(Fault.SAYS_NOTHING_OF_STRANGERS) ? 0 : DnsMessage.NO_SUCH_NAME,
            List.of(),
            soa);
  }

  private static List<DnsRecord> much() {
    return List.of(new DnsRecord(DnsMessage.SOA, 60, new byte[600]));
  }

  private DnsRecord text(String text) {
    DnsRecord right = DnsMessage.text(text);
    return has(Fault.LETS_ANSWERS_BE_KEPT)
        ? new DnsRecord(DnsMessage.TXT, 60, right.data())
        : right;
  }

  private DnsMessage made(
      DnsMessage question, int code, List<DnsRecord> answers, List<DnsRecord> authorities) {
    int flags = DnsMessage.IS_ANSWER | DnsMessage.AUTHORITATIVE | code;
    if (has(Fault.ASKS_OTHERS)) {
      flags |= DnsMessage.OFFERS_RECURSION;
    }
    return new DnsMessage(
        question.id(), flags, question.name(), question.type(), answers, authorities);
  }

  private Optional<String> heard(String name) {
    long ahead = has(Fault.KNOWS_FEW_HEARTBEATS_AHEAD) ? 64 : AHEAD;
    for (long counter = 0; counter <= last + ahead; counter++) {
      String right = by.keys().name(counter, by.zone()).text();
      if (name.equals(right) || (isForged(name, right) && has(Fault.HEARS_FORGED_HEARTBEATS))) {
        return Optional.of(by.keys().answer(counter, said(counter)));
      }
    }
    return Optional.empty();
  }

  private static boolean isForged(String name, String right) {
    return name.startsWith(right.substring(0, 19));
  }

  private HeartbeatAnswer said(long counter) {
    if (counter <= last && !has(Fault.HEARS_REPLAYED_HEARTBEATS)) {
      return HeartbeatAnswer.stale(last);
    }
    last = Math.max(last, counter);
    return HeartbeatAnswer.FINE;
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
    threads.shutdownNow();
  }
}
