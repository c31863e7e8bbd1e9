package io.platen.conformance.peers;

import io.platen.conformance.wire.DnsMessage;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.heartbeat.HeartbeatName;
import io.platen.protocol.sync.Heartbeat;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The heartbeats of the fake device (chapter HBT), and what it gets wrong. */
final class FakeHeart {
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int LARGEST = 4096;

  private final FakeSync sync;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private final boolean allowed;
  private final String resolver;
  private @Nullable Heartbeat lastBy;
  private @Nullable Instant due;
  private @Nullable Duration wait;
  private long next;
  private boolean wanted;

  FakeHeart(Path session, FakeSync sync, FakeTime time, Optional<DeviceFault> fault) {
    this.sync = sync;
    this.time = time;
    this.fault = fault;
    Properties said = new Properties();
    try (Reader reader = Files.newBufferedReader(session.resolve("device.properties"))) {
      said.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.allowed = Boolean.parseBoolean(said.getProperty("heartbeat"));
    this.resolver = said.getProperty("resolver", "");
  }

  /** The device begins to work by itself, perhaps again. */
  void start(boolean again) {
    due = time.instant();
    wait = null;
    next = again && has(DeviceFault.FORGETS_ITS_COUNTER) ? 0 : next;
  }

  /** When it beats next; empty for never. */
  Optional<Instant> due() {
    return Optional.ofNullable(due);
  }

  /** Whether it was told to sync. */
  boolean beat() {
    wanted = false;
    Optional<Heartbeat> by = by();
    if (resolver.isEmpty() || by.isEmpty()) {
      due = time.instant().plus(LOOK_AGAIN);
      return false;
    }
    Heartbeat now = by.get();
    if (lastBy == null || !now.equals(lastBy)) {
      next = 0;
      lastBy = now;
    }
    Duration delay = delay(send(now), now.every());
    wait = delay;
    due = time.instant().plus(delay);
    return wanted && !has(DeviceFault.SYNCS_IN_ITS_OWN_TIME);
  }

  /** [PLT-HBT-002] */
  private Optional<Heartbeat> by() {
    if (!allowed && !has(DeviceFault.BEATS_UNASKED)) {
      return Optional.empty();
    }
    Optional<Heartbeat> named = sync.document().map(SyncDocument::heartbeat);
    boolean keeps =
        (named.isEmpty() && has(DeviceFault.BEATS_BY_AN_OLD_DOCUMENT))
            || (lastBy != null && has(DeviceFault.STAYS_WITH_ITS_FIRST_SECRET));
    return keeps ? Optional.ofNullable(lastBy) : named;
  }

  /** [PLT-HBT-008] */
  private Duration delay(boolean answered, Duration every) {
    if (has(DeviceFault.BEATS_TOO_OFTEN)) {
      return every.dividedBy(2);
    }
    Duration before = wait;
    if (answered || before == null || has(DeviceFault.KNOCKS_AT_A_DEAF_REGISTRY)) {
      return every;
    }
    Duration doubled = before.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  /** Whether it was answered. */
  private boolean send(Heartbeat by) {
    HeartbeatKeys keys = by.keys();
    long counter = next++;
    Optional<HeartbeatAnswer> said = ask(name(keys, counter, by.zone()), counter, keys);
    wanted = said.filter(each -> each.kind() == HeartbeatAnswer.Kind.SYNC).isPresent();
    if (said.filter(each -> each.kind() == HeartbeatAnswer.Kind.STALE).isPresent()
        && !has(DeviceFault.KEEPS_ITS_COUNTER)) {
      // [PLT-HBT-009]
      long last = said.get().last() + 1;
      next = has(DeviceFault.GOES_BACK_TO_LAST) ? last : Math.max(next, last);
    }
    return said.isPresent();
  }

  private String name(HeartbeatKeys keys, long counter, String zone) {
    HeartbeatName right = keys.name(counter, zone);
    return has(DeviceFault.NEVER_CHANGES_ITS_ID)
        ? new HeartbeatName(keys.id(0), right.low(), right.tag(), zone).text()
        : right.text();
  }

  private Optional<HeartbeatAnswer> ask(String name, long counter, HeartbeatKeys keys) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      byte[] question = question(name);
      if (has(DeviceFault.ASKS_ITS_SERVER)) {
        InetSocketAddress server = at(sync.host().getAuthority());
        socket.send(new DatagramPacket(question, question.length, server));
        socket.receive(new DatagramPacket(new byte[LARGEST], LARGEST)); // so it has been heard
      }
      socket.send(new DatagramPacket(question, question.length, at(resolver)));
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        Optional<DnsMessage> answer =
            DnsMessage.read(Arrays.copyOf(packet.getData(), packet.getLength()));
        Optional<HeartbeatAnswer> said = answer.flatMap(each -> read(each, counter, keys));
        if (said.isPresent() || answer.filter(each -> each.has(DnsMessage.CUT_OFF)).isPresent()) {
          return said;
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private byte[] question(String name) {
    DnsMessage plain = DnsMessage.question(1, name, DnsMessage.TXT);
    return has(DeviceFault.SIGNS_ITS_QUESTIONS)
        ? new DnsMessage(
                plain.id(),
                DnsMessage.WANTS_RECURSION,
                name,
                DnsMessage.TXT,
                List.of(DnsMessage.text("a device")),
                List.of())
            .write()
        : plain.write();
  }

  /** [PLT-HBT-007] */
  private Optional<HeartbeatAnswer> read(DnsMessage answer, long counter, HeartbeatKeys keys) {
    String[] words = answer.text().split(" ", -1);
    if (has(DeviceFault.TAKES_ANY_TEXT) && words.length == 3) {
      return Optional.of(HeartbeatAnswer.stale(Long.parseLong(words[1])));
    }
    if (has(DeviceFault.TAKES_ANY_TEXT) && words.length == 2) {
      return Optional.of(HeartbeatAnswer.FINE);
    }
    return HeartbeatAnswer.read(answer.text(), counter, keys);
  }

  private static InetSocketAddress at(String address) {
    String[] parts = address.split(":", 2);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(parts[1]));
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
