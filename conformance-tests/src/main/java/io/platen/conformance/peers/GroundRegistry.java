package io.platen.conformance.peers;

import io.platen.conformance.wire.DnsMessage;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.sync.Heartbeat;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The name server of a site, and the registry of heartbeats behind it, on loopback (chapter HBT).
 * It always says something, so that no device has to wait for what does not come: where a heartbeat
 * is to stay without an answer, it says that the answer is to be had by TCP, where nobody is.
 */
public final class GroundRegistry implements AutoCloseable {
  private static final String ZONE = "hb.example";
  private static final int LARGEST = 65_535;
  private static final int HEADER = 12;
  private static final int TYPE_AND_CLASS = 4;

  /** RFC 6891: an OPT record without options. */
  private static final int OPT = 11;

  /** Above this no counter is looked for. */
  private static final int MOST = 6_000;

  private final DatagramSocket socket;
  private final List<Asked> asked = new ArrayList<>();
  private final Map<String, Long> counters = new HashMap<>();
  private Heartbeat by;
  private Saying saying = (counter, keys) -> List.of();
  private int taken;

  /**
   * One question.
   *
   * @param counter of the heartbeat; -1 for a name that the device cannot have made rightly
   * @param bare whether there is nothing in it but the name
   */
  public record Asked(String name, long counter, boolean bare) {}

  /** What is said to a heartbeat, one text after the other. */
  @FunctionalInterface
  public interface Saying {
    List<String> to(long counter, HeartbeatKeys keys);
  }

  private GroundRegistry(DatagramSocket socket) {
    this.socket = socket;
    by = know(Duration.ofHours(1), (byte) 1);
    Thread thread = new Thread(this::hear, "registry");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Of a site that has switched on heartbeats, and a name server for them; before the device is set
   * up.
   */
  public static GroundRegistry of(DeviceGround ground) {
    GroundRegistry registry = at(0);
    ground.keep(registry);
    ground.with("heartbeat", "true").with("resolver", registry.address());
    return registry;
  }

  /** One that nobody was told of, at the address of an update host. */
  public static GroundRegistry aside(DeviceGround ground) {
    GroundRegistry aside =
        at(ground.first().deviceUrl().getPort(), ground.second().deviceUrl().getPort());
    ground.keep(aside);
    return aside;
  }

  /** At the first of these ports that is free; 0 for any. */
  private static GroundRegistry at(int... ports) {
    for (int port : ports) {
      try {
        return new GroundRegistry(new DatagramSocket(port, InetAddress.getLoopbackAddress()));
      } catch (SocketException e) {
        System.getLogger(GroundRegistry.class.getName()).log(System.Logger.Level.DEBUG, "Taken", e);
      }
    }
    throw new IllegalStateException("No such UDP port is free");
  }

  /** Where it listens. */
  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /**
   * From now on heartbeats are made by this.
   *
   * @param secret each byte of it
   */
  public synchronized Heartbeat know(Duration every, byte secret) {
    byte[] bytes = new byte[HeartbeatKeys.SECRET_BYTES];
    Arrays.fill(bytes, secret);
    by = new Heartbeat(ZONE, every, bytes);
    HeartbeatKeys keys = by.keys();
    counters.clear();
    for (long i = 0; i < MOST; i++) {
      counters.put(keys.name(i, ZONE).text(), i);
    }
    return by;
  }

  /** From now on heartbeats are answered so. */
  public synchronized void say(Saying other) {
    saying = other;
  }

  /** The same by one right answer. */
  public void say(HeartbeatAnswer answer) {
    say((counter, keys) -> List.of(keys.answer(counter, answer)));
  }

  /** What came since this was asked last; what came again under the same name is there once. */
  public synchronized List<Asked> take() {
    List<Asked> now = asked.subList(taken, asked.size()).stream().distinct().toList();
    taken = asked.size();
    return now;
  }

  private void hear() {
    try {
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        for (byte[] each : answers(Arrays.copyOf(packet.getData(), packet.getLength()))) {
          socket.send(new DatagramPacket(each, each.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      socket.close();
    }
  }

  private synchronized List<byte[]> answers(byte[] wire) {
    Optional<DnsMessage> read = DnsMessage.read(wire);
    if (read.isEmpty()) {
      asked.add(new Asked("what is no message of the DNS", -1, false));
      return List.of();
    }
    DnsMessage question = read.get();
    String name = question.name().toLowerCase(Locale.ROOT);
    long counter = counters.getOrDefault(name, -1L);
    asked.add(new Asked(name, counter, isBare(question, wire)));
    List<byte[]> answers = new ArrayList<>();
    List<String> texts = counter < 0 ? List.of() : saying.to(counter, by.keys());
    texts.forEach(each -> answers.add(answer(question, 0, List.of(DnsMessage.text(each)))));
    answers.add(answer(question, DnsMessage.CUT_OFF, List.of()));
    return answers;
  }

  private static byte[] answer(DnsMessage question, int flags, List<DnsMessage.DnsRecord> records) {
    int all = DnsMessage.IS_ANSWER | DnsMessage.OFFERS_RECURSION | flags;
    return new DnsMessage(question.id(), all, question.name(), question.type(), records, List.of())
        .write();
  }

  private static boolean isBare(DnsMessage question, byte[] wire) {
    int least = HEADER + question.name().length() + 2 + TYPE_AND_CLASS;
    boolean plain = question.type() == DnsMessage.TXT && question.answers().isEmpty();
    return plain && (wire.length == least || wire.length == least + OPT);
  }

  @Override
  public void close() {
    socket.close();
  }
}
