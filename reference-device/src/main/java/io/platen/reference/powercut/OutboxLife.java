package io.platen.reference.powercut;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.report.ObstaclesMet;
import io.platen.device.report.Outbox;
import io.platen.device.report.Reporter;
import io.platen.device.report.Waiting;
import io.platen.device.report.Watched;
import io.platen.device.store.DeviceStore;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.Policy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A device's outbox at work on a disk, against a server; each step notes what is promised then. */
final class OutboxLife {
  static final UUID EPOCH = UUID.fromString("7d6ad3f8-2d52-4d34-9a0e-6a1a0d7f3c02");
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final int PRINTERS = 3;
  private static final int PAGES_A_ROUND = 1000;
  private static final int DOCUMENT_OCTETS = 40_000;
  private static final int SMALL_OCTETS = 1_500;
  private static final String SMALL_FILE = "status.txt";

  private final DiskImage before;
  private final RecordingStorage disk;
  private final ModelServer server;
  private final List<Life.Promise> promises = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // by start()
  private DeviceStore store;

  @SuppressWarnings("NullAway.Init") // by start()
  private Outbox outbox;

  @SuppressWarnings("NullAway.Init") // by start()
  private Reporter reporter;

  private long round;
  private boolean notes = true;

  private OutboxLife(DiskImage before, ModelServer server, long round) {
    this.before = before;
    this.disk = new RecordingStorage(before);
    this.server = server;
    this.round = round;
  }

  /**
   * Opens the device's memory on a disk.
   *
   * @param round of readings that was the last; what the meters say goes with it
   */
  static OutboxLife begin(DiskImage disk, ModelServer server, long round) throws IOException {
    OutboxLife life = new OutboxLife(disk, server, round);
    life.promises.add(new Life.Promise(0, Memory.NOTHING, server.size(), round));
    life.start();
    // What it found is what it finds again until it changes something.
    life.promises.set(0, new Life.Promise(0, life.found(), server.size(), round));
    return life;
  }

  private void start() throws IOException {
    LocalKey key = LocalKey.load(disk, RANDOM);
    store = DeviceStore.open(disk, key, RANDOM);
    promise();
    outbox = new Outbox(store, DEVICE, EPOCH);
    promise();
    reporter =
        new Reporter(
            outbox, key, "power-cuts", new ObstaclesMet(store, () -> Instant.EPOCH, List.of()));
  }

  /** From now on nobody asks what was promised when. */
  void noteNothingMore() {
    notes = false;
  }

  private void promise() throws IOException {
    if (!notes) {
      return;
    }
    promises.add(
        new Life.Promise(
            disk.operations().size(), Memory.of(store, disk, SMALL_FILE), server.size(), round));
  }

  Life recorded() {
    return new Life(before, disk.operations(), promises);
  }

  /** What the device found when it started. */
  Memory found() {
    return promises.get(1).memory();
  }

  /** Reads the printers; a report of what has changed is stored. */
  void capture(Policy.Limits limits) throws IOException {
    round++;
    List<PrinterSnapshot> snapshots = new ArrayList<>();
    for (int printer = 1; printer <= PRINTERS; printer++) {
      snapshots.add(snapshot(printer));
    }
    reporter.capture(
        snapshots,
        Watched.UNKNOWN,
        policy(limits),
        new DeviceClock.Reading(now(), Report.ClockQuality.SYNCHRONISED));
    promise();
  }

  private Instant now() {
    return START.plus(Duration.ofHours(round));
  }

  private static Policy policy(Policy.Limits limits) {
    return new Policy(false, Policy.Schedule.DEFAULT, limits, Map.of());
  }

  private PrinterSnapshot snapshot(int printer) {
    String address = "192.0.2." + printer;
    PrinterFacts facts =
        new PrinterFacts(
            PrinterIdentity.builder()
                .address(address)
                .vendor("Norda")
                .model("ML310")
                .serial("PC1234" + printer)
                .build(),
            new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of("Ready")),
            List.of(
                new Meter("total-impressions", null, "impressions", pages(printer), null, null)),
            List.of(),
            List.of(),
            List.of());
    return new PrinterSnapshot(
        new PrinterTarget(new InetSocketAddress(address, 161), SnmpAccess.PUBLIC),
        now(),
        facts,
        Traffic.NONE);
  }

  private long pages(int printer) {
    return round * PAGES_A_ROUND + printer;
  }

  /** Sends the oldest report; the server's answer is lost. False where none waits. */
  boolean send(Policy.Limits limits) throws IOException {
    Optional<Waiting> head = ready(limits);
    return head.isPresent() && isTaken(head.get());
  }

  /** Sends all that waits. */
  void drain(Policy.Limits limits) throws IOException {
    Optional<Waiting> head = ready(limits);
    while (head.isPresent()) {
      if (isTaken(head.get())) {
        outbox.acknowledged(head.get().sequence());
      } else if (!outbox.baseUnknown(head.get().sequence())) {
        throw new BrokenPromiseException("a full report lacks a base");
      }
      promise();
      head = ready(limits);
    }
  }

  private Optional<Waiting> ready(Policy.Limits limits) throws IOException {
    Optional<Waiting> head = outbox.head(limits);
    promise();
    return head;
  }

  private boolean isTaken(Waiting report) throws IOException {
    boolean taken = server.receives(report);
    promise();
    return taken;
  }

  /** The server refuses the oldest report for good. */
  void refuse(Policy.Limits limits) throws IOException {
    Optional<Waiting> head = ready(limits);
    if (head.isPresent()) {
      outbox.refused(head.get().sequence());
      promise();
    }
  }

  /** The server says of the oldest report that it lacks its base. */
  void lackBase(Policy.Limits limits) throws IOException {
    Optional<Waiting> head = ready(limits);
    if (head.isPresent()) {
      outbox.baseUnknown(head.get().sequence());
      promise();
    }
  }

  /** A new policy and new discovery entries come, and are kept in the same file. */
  void synchronise() throws IOException {
    byte[] document = octets(DOCUMENT_OCTETS);
    store.change(writer -> writer.put("document", document));
    promise();
  }

  /** A small file beside the store is replaced. */
  void writeSmallFile() throws IOException {
    disk.write(SMALL_FILE, octets(SMALL_OCTETS));
    promise();
  }

  private static byte[] octets(int count) {
    byte[] octets = new byte[count];
    RANDOM.nextBytes(octets);
    return octets;
  }

  void restart() throws IOException {
    store.close();
    start();
  }

  /** The process ends without a word, and the disk stays as it is. */
  void kill() throws IOException {
    disk.processDied();
    start();
  }

  void stop() {
    store.close();
  }

  /** The server knows what the printers said last, and what became of every report. */
  void demandServerKnowsAll() {
    List<Long> told = server.pages().values().stream().sorted().toList();
    List<Long> truth = new ArrayList<>();
    for (int printer = 1; printer <= PRINTERS; printer++) {
      truth.add(pages(printer));
    }
    if (!told.equals(truth)) {
      throw new BrokenPromiseException("the server knows " + told + " and not " + truth);
    }
    server.demandAllAccountedFor();
  }
}
