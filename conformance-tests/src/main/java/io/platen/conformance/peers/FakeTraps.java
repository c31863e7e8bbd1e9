package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeTrapReader.Heard;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the fake device takes traps (chapter ALR). It has no threads: what has come since its last
 * command is looked at in the next one.
 */
final class FakeTraps {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration EACH = Duration.ofMillis(50);
  private static final Duration AT_ONCE = EACH.multipliedBy(20);
  private static final int LARGEST = 65_507;

  private final FakeDeviceSetup setup;
  private final FakeSync sync;
  private final FakePrinters printers;
  private final FakeOutbox outbox;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private final FakeTrapReader reader;
  private final Map<InetAddress, Place> places = new LinkedHashMap<>();
  private @Nullable DatagramChannel channel;
  private Instant spentUntil = Instant.EPOCH;

  /** What is known of one printer's traps. */
  private static final class Place {
    private long traps;
    private boolean due;
    private String said = "";
    private Instant notBefore = Instant.EPOCH;
  }

  FakeTraps(
      FakeDeviceSetup setup,
      FakeSync sync,
      FakePrinters printers,
      FakeOutbox outbox,
      FakeTime time,
      Optional<DeviceFault> fault) {
    this.setup = setup;
    this.sync = sync;
    this.printers = printers;
    this.outbox = outbox;
    this.time = time;
    this.fault = fault;
    this.reader = new FakeTrapReader(sync, fault);
  }

  /** Listens from now on, where it was told where. */
  void start() {
    if (setup.traps().isEmpty() || channel != null) {
      return;
    }
    try {
      DatagramChannel opened = DatagramChannel.open();
      opened.configureBlocking(false);
      channel = opened.bind(setup.traps().get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = null;
  }

  /** Takes what has come, and reads whose turn it is. */
  void work() {
    DatagramChannel from = channel;
    if (from == null) {
      return;
    }
    try {
      hearAll(from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<InetAddress, Place> each : places.entrySet()) {
      Place place = each.getValue();
      if (place.due && !now().isBefore(place.notBefore) && mayAsk()) {
        read(each.getKey(), place);
      }
    }
  }

  private void hearAll(DatagramChannel from) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    for (InetSocketAddress sender = (InetSocketAddress) from.receive(buffer);
        sender != null;
        sender = (InetSocketAddress) from.receive(buffer.clear())) {
      byte[] datagram = new byte[buffer.flip().remaining()];
      buffer.get(datagram);
      Heard heard = reader.read(datagram);
      if (heard.answer().length() > 0) {
        from.send(ByteBuffer.wrap(heard.answer().getValue()), sender);
      }
      if (heard.isHint() && takesTraps()) {
        hint(sender.getAddress(), heard);
      }
    }
  }

  /** [PLT-ALR-020] */
  private boolean takesTraps() {
    return alerts().traps() || has(DeviceFault.READS_AGAINST_ITS_POLICY);
  }

  private void hint(InetAddress sender, Heard heard) {
    InetAddress meant = sender;
    InetAddress named = heard.agent();
    if (named != null && !printers.watched().contains(sender)) {
      meant = named;
    }
    if (named != null && has(DeviceFault.ASKS_WHOM_TRAPS_NAME)) {
      printers.touch(named);
    }
    if (!printers.watched().contains(meant)) {
      return;
    }
    Place place = places.computeIfAbsent(meant, each -> new Place());
    place.traps++;
    place.due = true;
    place.said = heard.words();
    if (has(DeviceFault.READS_AT_EACH_TRAP)) {
      read(meant, place);
    } else if (has(DeviceFault.READS_WITHOUT_A_RATE)) {
      place.due = false;
      printers.touch(meant);
    }
  }

  /** [PLT-ALR-004] */
  private boolean mayAsk() {
    Instant now = now();
    if (Duration.between(now, spentUntil).compareTo(AT_ONCE) > 0) {
      return false;
    }
    spentUntil = (spentUntil.isAfter(now) ? spentUntil : now).plus(EACH);
    return true;
  }

  private void read(InetAddress address, Place place) {
    place.due = has(DeviceFault.READS_ON_AFTER_A_TRAP);
    place.notBefore = now().plus(PAUSE);
    Optional<PrinterReport> read = printers.reading(address);
    @Nullable PrinterReport before = printers.told(address).orElse(null);
    if (before == null) {
      return; // no cycle has told of it yet
    }
    if (read.isPresent()) {
      compare(address, place, before, read.get());
    } else if (has(DeviceFault.TELLS_OF_SILENCE_AFTER_TRAPS)) {
      PrinterStatus away = new PrinterStatus(PrinterStatus.State.UNREACHABLE, List.of(), List.of());
      tell(place, conditions(before.key(), before.read(), away, List.of()));
    }
  }

  private static PrinterReport conditions(
      String key, Instant read, @Nullable PrinterStatus status, List<PrinterAlert> alerts) {
    return new PrinterReport(key, read, null, status, null, null, null, alerts);
  }

  private void compare(InetAddress address, Place place, PrinterReport told, PrinterReport read) {
    List<PrinterAlert> now = new ArrayList<>(Objects.requireNonNull(read.alerts()));
    List<PrinterAlert> before = Objects.requireNonNull(told.alerts());
    boolean wanted =
        differing(before, now).stream().anyMatch(alerts()::takes)
            && (alerts().always() || isOpen());
    boolean news = !now.equals(before);
    boolean tells =
        (news && (wanted || has(DeviceFault.TELLS_ALL_ALERTS_AT_ONCE)))
            || has(DeviceFault.TELLS_OF_EACH_TRAP);
    if (tells && !has(DeviceFault.KEEPS_ALERTS_FOR_ITS_CYCLE)) {
      if (has(DeviceFault.REPORTS_WHAT_TRAPS_SAY)) {
        now.add(
            new PrinterAlert(
                "1.14",
                8,
                PrinterAlert.Severity.CRITICAL,
                null,
                null,
                null,
                null,
                place.said,
                null));
      }
      printers.tell(address, read);
      tell(place, conditions(read.key(), read.read(), read.status(), now));
    }
  }

  /** [PLT-ALR-009] */
  private void tell(Place place, PrinterReport report) {
    outbox.tell(report.because(has(DeviceFault.COUNTS_NO_TRAPS) ? 1 : place.traps));
    if (!has(DeviceFault.COUNTS_TRAPS_FOR_EVER)) {
      place.traps = 0;
    }
  }

  private static List<PrinterAlert> differing(List<PrinterAlert> one, List<PrinterAlert> other) {
    List<PrinterAlert> all = new ArrayList<>(one);
    all.removeAll(other);
    List<PrinterAlert> added = new ArrayList<>(other);
    added.removeAll(one);
    all.addAll(added);
    return all;
  }

  private Policy policy() {
    return sync.document().map(SyncDocument::policy).orElse(Policy.DEFAULT);
  }

  private Policy.Alerts alerts() {
    return policy().alerts();
  }

  private boolean isOpen() {
    Policy.Schedule schedule = policy().schedule();
    ZoneId zone = schedule.zone() == null ? ZoneId.systemDefault() : schedule.zone();
    LocalTime at = LocalTime.ofInstant(now(), zone);
    return !at.isBefore(schedule.from()) && at.isBefore(schedule.to());
  }

  private Instant now() {
    return time.instant();
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
