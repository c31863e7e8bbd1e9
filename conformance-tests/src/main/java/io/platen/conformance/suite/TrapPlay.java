package io.platen.conformance.suite;

import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.printers.Asked;
import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.printers.SuitePrinters;
import io.platen.conformance.printers.Trap;
import io.platen.conformance.printers.TrapSender;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SyncDocument;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** A device that works by itself and takes traps, and printers that it has told of. */
final class TrapPlay implements AutoCloseable {
  static final SnmpUser USER =
      new SnmpUser(
          "trapper",
          SnmpUser.Auth.SHA_256,
          "authentication of the suite",
          SnmpUser.Priv.AES_128,
          "encryption of the suite",
          "");

  /** Longer than from one reading of a printer because of traps to the next. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  /** {@link LivePlay#quiet} lets it work for an hour a day. */
  private static final Duration UNTIL_THE_NEXT_CYCLE = Duration.ofHours(26);

  private static final int JAM = 8;
  private static final int MEDIA_PATH = 13;
  private static final int CRITICAL = 3;
  private static final long LOOKS_EVERY = 20;

  /** So many looks without anything new: it waits for something. */
  private static final int QUIET_LOOKS = 10;

  private final DeviceUnderTest device;
  private final InetSocketAddress port;
  private final List<TrapSender> senders = new ArrayList<>();
  private int documents;
  private int told;

  private TrapPlay(DeviceUnderTest device) {
    this.device = device;
    this.port = device.ground().traps();
  }

  /** Printers that are watched: all of {@link DeviceUnderTest#printers} when it begins. */
  static TrapPlay with(DeviceUnderTest device, int printers, Policy.Alerts alerts) {
    for (int i = 0; i < printers; i++) {
      device.printers().add();
    }
    TrapPlay play = new TrapPlay(device);
    device.init();
    play.say(alerts);
    device.sync();
    device.report();
    device.start();
    play.look();
    return play;
  }

  SuitePrinter printer(int number) {
    return device.printers().all().get(number);
  }

  /** From now on the hosts say this of alerts. */
  private void say(Policy.Alerts alerts) {
    Policy quiet = LivePlay.quiet(device).policy();
    Policy policy =
        new Policy(quiet.sources(), quiet.schedule(), quiet.limits(), quiet.masks(), alerts);
    List<SuitePrinter> watched = device.printers().all();
    DiscoveryEntry entry =
        new DiscoveryEntry(
            "all",
            DiscoveryEntry.Kind.RANGE,
            SuitePrinters.range(watched.get(0), watched.get(watched.size() - 1)),
            List.of(),
            List.of(
                new SnmpAccess(SnmpAccess.Version.V2C, "public", watched.get(0).port()),
                SnmpAccess.of(USER, watched.get(0).port())),
            Set.of("snmp"));
    SyncDocument document = new SyncDocument(device.device(), null, policy, List.of(entry));
    DevicePlay.answer(
        device, ScriptedServer.SYNC, Reaction.sync(document, "alerts-" + ++documents));
  }

  /** The same, and the device's next cycle has come. */
  void tell(Policy.Alerts alerts) {
    say(alerts);
    cycle();
    look();
  }

  /** The device's next cycle comes. */
  void cycle() {
    device.letPass(UNTIL_THE_NEXT_CYCLE);
  }

  /** What came until now is no longer of interest. */
  void look() {
    device.printers().all().forEach(SuitePrinter::forget);
    told = PrinterPlay.reports(device).size();
  }

  /** All reports since then. */
  List<Report> reports() {
    List<Report> all = PrinterPlay.reports(device);
    return all.subList(told, all.size());
  }

  /** What they say of one printer. */
  List<PrinterReport> told(SuitePrinter printer) {
    String serial = printer.find(PrinterMib.SERIAL).map(Object::toString).orElse("");
    String key =
        PrinterPlay.told(device).stream()
            .filter(each -> isIt(each.identity(), serial))
            .map(PrinterReport::key)
            .findFirst()
            .orElse("");
    return reports().stream()
        .flatMap(report -> report.printers().stream())
        .filter(each -> each.key().equals(key))
        .toList();
  }

  private static boolean isIt(@Nullable PrinterIdentity identity, String serial) {
    return identity != null && serial.equals(identity.serial());
  }

  TrapSender sender(SuitePrinter from) {
    TrapSender sender = new TrapSender(from, port, device.ground().patience());
    senders.add(sender);
    return sender;
  }

  /** The printer sends this, and the device has no reason to wait. */
  void send(SuitePrinter from, byte[]... datagrams) {
    TrapSender sender = sender(from);
    for (byte[] each : datagrams) {
      sender.send(each);
    }
    device.letPass(Duration.ZERO);
  }

  /** A printer that nothing is wrong with sends a trap; what came before it has been taken then. */
  boolean goesOn(SuitePrinter other) {
    send(other, Trap.v2c());
    return comes(() -> isRead(other));
  }

  /** Its table has a jam from now on, at this row. */
  static void jam(SuitePrinter printer, int row) {
    PrinterMib.alert(printer, row, CRITICAL, MEDIA_PATH, JAM, "Paper jam " + row);
  }

  static boolean isRead(SuitePrinter printer) {
    return printer.asked().stream().anyMatch(Asked::reads);
  }

  /** How often it was read, as far as one can tell: no question came less often. */
  static int readings(SuitePrinter printer) {
    return marker(printer).map(each -> times(printer, each).size()).orElse(0);
  }

  /** The first of those questions that came least often: so it comes once in each reading. */
  static Optional<List<OID>> marker(SuitePrinter printer) {
    Map<List<OID>, Integer> counts = new LinkedHashMap<>();
    printer.asked().stream()
        .filter(Asked::reads)
        .forEach(each -> counts.merge(each.objects(), 1, Integer::sum));
    return counts.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** When this question came. */
  static List<Instant> times(SuitePrinter printer, List<OID> question) {
    return printer.asked().stream()
        .filter(each -> each.reads() && each.objects().equals(question))
        .map(Asked::at)
        .toList();
  }

  /** Waits for what a device does by itself; the suite's own does all within a command. */
  boolean comes(BooleanSupplier what) {
    long end = System.nanoTime() + device.ground().patience().toNanos();
    while (!what.getAsBoolean() && System.nanoTime() < end) {
      pause();
    }
    return what.getAsBoolean();
  }

  /** How many of all printers are read when nothing more comes for a moment. */
  long readUntilItRests() {
    long before = -1;
    long now = read();
    for (int quiet = 0; quiet < QUIET_LOOKS && !device.ground().patience().isZero(); quiet++) {
      quiet = now == before ? quiet : 0;
      pause();
      before = now;
      now = read();
    }
    return now;
  }

  private long read() {
    return device.printers().all().stream().filter(TrapPlay::isRead).count();
  }

  private static void pause() {
    try {
      if (new CountDownLatch(1).await(LOOKS_EVERY, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("Nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    senders.forEach(TrapSender::close);
  }
}
