package io.platen.device;

import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.discovery.SignOfLife;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.DiagnosisHost;
import io.platen.device.link.UploadOutcome;
import io.platen.device.port.Scheduler;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.device.report.ObstaclesMet;
import io.platen.device.report.Outbox;
import io.platen.device.report.Reporter;
import io.platen.device.report.Seals;
import io.platen.device.report.Uploader;
import io.platen.device.store.StoreException;
import io.platen.device.sync.ProfileDelivery;
import io.platen.device.sync.Sync;
import io.platen.device.sync.SyncOutcome;
import io.platen.protocol.sync.Policy;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The main flow, in the order in which data travels: sync, scan, read, compare, into the outbox,
 * upload. Where a step fails, the steps after it work with what was there before.
 */
final class DeviceCycle {
  private final Sync sync;
  private final ProfileDelivery profiles;
  private final HowSyncWent how;
  private final Renewal renewal;
  private final Search search;
  private final Readings readings;
  private final LocalReading local;
  private final ObstaclesMet obstacles;
  private final Reporter reporter;
  private final Outbox outbox;
  private final Seals seals;
  private final Uploader uploader;
  private final OwnUpdates updates;
  private final DeviceClock clock;
  private final DeviceListener listener;
  private final ShortCut shortCut;
  private volatile List<PrinterTarget> watched = List.of();

  DeviceCycle(
      Sync sync,
      ProfileDelivery profiles,
      Optional<DiagnosisHost> diagnosis,
      Renewal renewal,
      Search search,
      PrinterReader reader,
      LocalReading local,
      ObstaclesMet obstacles,
      Reporter reporter,
      Outbox outbox,
      Seals seals,
      Uploader uploader,
      OwnUpdates updates,
      Scheduler scheduler,
      DeviceClock clock,
      DeviceListener listener,
      ShortCut shortCut) {
    this.sync = sync;
    this.profiles = profiles;
    this.how = new HowSyncWent(sync, diagnosis, renewal, updates, listener);
    this.renewal = renewal;
    this.search = search;
    this.readings = new Readings(reader, scheduler, clock, listener);
    this.local = local;
    this.obstacles = obstacles;
    this.reporter = reporter;
    this.outbox = outbox;
    this.seals = seals;
    this.uploader = uploader;
    this.updates = updates;
    this.clock = clock;
    this.listener = listener;
    this.shortCut = shortCut;
    knowHosts();
  }

  /** [PLT-TLS-043] What a site has to exempt: those that the server has named too. */
  private void knowHosts() {
    obstacles.adopt(sync.hosts().update());
    obstacles.adopt(sync.hosts().download());
  }

  /** One whole round. */
  CycleOutcome run() throws InterruptedException, StoreException {
    // 1. Sync: what does the server want of this device? [PLT-SYN-001]
    SyncOutcome synced = sync.run();
    if (renewal.hasOther(synced)) {
      synced = sync.run();
    }
    boolean goesOn = synced.match(how);
    // Whether it is let in or not: a device that hibernates renews too. [PLT-ENR-048]
    renewal.run();
    if (!goesOn) {
      shortCut.stop();
      return CycleOutcome.cutOff(outbox.size());
    }
    if (synced.failure().isEmpty()) {
      deliverProfiles();
      updates.synced(sync);
    }
    uploader.adopt(sync.hosts().update());
    knowHosts();
    Policy policy = sync.policy();
    // [PLT-SEA-006] For whom are reports to be sealed?
    seals.adopt(sync.sealing()).ifPresent(listener::problem);
    outbox.sealWaiting();
    endWhereInterrupted();

    // 2. Discovery: which printers are there? [PLT-SYN-020]
    readings.awaitPaid(Pace.of(policy.limits()));
    List<PrinterTarget> targets =
        search.targets(sync.entries(), policy, scanListener(), clock.instant());

    watched = List.copyOf(targets);

    // 3. Printer: what does each say? One that is slow does not hold up the others.
    List<PrinterSnapshot> snapshots = readings.of(targets, Pace.of(policy.limits()));
    search.read(snapshots, clock.instant());
    // Behind the others: what a printer says itself counts more than what is said of it.
    snapshots.addAll(local.read(clock.instant()));

    // 4. Report: what is new against the last one? It is durable before it is sent. [PLT-RPT-001]
    store(snapshots, policy);
    shortCut.know(sync.entries(), targets, policy);
    updates.cycled();
    endWhereInterrupted();

    // 5. Link: to update1, or update2 where that fails; a report leaves the outbox when the server
    // has said that it is durable there. [PLT-LNK-010]
    CycleOutcome outcome = upload();
    if (!outbox.hasBegunAnew()) {
      return outcome;
    }
    // [PLT-RPT-014] Nothing that waited could be made full: tell all of what was just read.
    store(snapshots, policy);
    return upload();
  }

  /** Step 1 alone, while another cycle is at its others. */
  CycleOutcome syncOnly() throws InterruptedException, StoreException {
    SyncOutcome synced = sync.run();
    if (synced instanceof SyncOutcome.CutOff cutOff) {
      listener.cutOff(cutOff.problem());
      return CycleOutcome.cutOff(outbox.size());
    }
    if (synced.failure().isPresent()) {
      return CycleOutcome.waiting(outbox.size(), Optional.empty());
    }
    updates.synced(sync);
    return CycleOutcome.done();
  }

  /**
   * Steps 3 to 5 for one printer alone; all of them where the next report has to tell of all.
   * [PLT-CMD-028]
   *
   * @return empty where it does not answer
   */
  Optional<CycleOutcome> read(PrinterTarget target) throws InterruptedException, StoreException {
    Policy policy = sync.policy();
    List<PrinterSnapshot> snapshots = readings.of(List.of(target), Pace.of(policy.limits()));
    if (snapshots.stream().allMatch(each -> each.facts().isEmpty())) {
      return Optional.empty();
    }
    Optional<Reporter.Captured> captured =
        reporter.captureOne(snapshots.get(0), policy, clock.read());
    if (captured.isEmpty()) {
      return Optional.of(run());
    }
    stored(captured.get());
    CycleOutcome outcome = upload();
    return Optional.of(outbox.hasBegunAnew() ? run() : outcome);
  }

  /** What a new profile says holds for the readings of this cycle. [PLT-SYN-043] */
  private void deliverProfiles() throws InterruptedException {
    ProfileDelivery.Delivered delivered = profiles.deliver(sync.profiles());
    delivered.problems().forEach(listener::problem);
    listener.profiles(delivered.states());
  }

  /** The device stops between steps, however deaf a step was; what was read is stored first. */
  private static void endWhereInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("The device stops");
    }
  }

  /** Step 5 alone, for what still waits. */
  CycleOutcome upload() throws InterruptedException, StoreException {
    Optional<UploadOutcome> stopped = uploader.drain(sync.policy().limits());
    return stopped.isEmpty()
        ? CycleOutcome.done()
        : stopped.get().match(new WhyItStopped(outbox.size()));
  }

  /** The next cycle searches, whether it is due or not. */
  void searchAgain() {
    search.again();
  }

  /** Those that the last cycle has read. */
  List<PrinterTarget> watched() {
    return watched;
  }

  /** Those that the server has named. */
  List<URI> updateHosts() {
    return sync.hosts().update();
  }

  Policy policy() {
    return sync.policy();
  }

  Policy.Schedule schedule() {
    return sync.policy().schedule();
  }

  private ScanListener scanListener() {
    return new ScanListener() {
      @Override
      public void progress(int done, int total, int found) {
        listener.scanProgress(done, total, found);
      }

      @Override
      public void refusedAccess(PrinterTarget target, Refusal why) {
        listener.problem(target.address() + " refuses: " + why.explanation());
      }

      @Override
      public void unread(InetAddress address, SignOfLife sign) {
        listener.unread(address, sign);
      }

      @Override
      public void refused(String entryId, String reason) {
        listener.problem("Discovery entry " + entryId + " is left out: " + reason);
      }
    };
  }

  /** What is new of the device itself goes before the next cycle. [PLT-UPD-340] */
  void tellOwn() throws InterruptedException, StoreException {
    Reporter.Captured captured = reporter.captureOwn(sync.policy(), clock.read());
    if (!captured.sequences().isEmpty()) {
      stored(captured);
      upload();
    }
  }

  private void store(List<PrinterSnapshot> snapshots, Policy policy) throws StoreException {
    stored(reporter.capture(snapshots, search.watched(), policy, clock.read()));
  }

  private void stored(Reporter.Captured captured) {
    if (captured.sequences().isEmpty()) {
      listener.nothingChanged(captured.printers());
    }
    for (long sequence : captured.sequences()) {
      listener.reportStored(sequence, captured.printers(), captured.changed());
    }
    if (!captured.dropped().isEmpty()) {
      listener.lost(captured.dropped());
    }
  }

  /** Tells the listener, and the timetable how to go on. */
  private final class WhyItStopped implements UploadOutcome.Cases<CycleOutcome> {
    private final int reports;

    WhyItStopped(int reports) {
      this.reports = reports;
    }

    @Override
    public CycleOutcome acknowledged(UploadOutcome.Acknowledged outcome) {
      throw new IllegalStateException("The uploader goes on after an acknowledgement");
    }

    @Override
    public CycleOutcome refused(UploadOutcome.Refused outcome) {
      throw new IllegalStateException("The uploader goes on after a refusal");
    }

    @Override
    public CycleOutcome baseUnknown(UploadOutcome.BaseUnknown outcome) {
      listener.problem("The server misses the base of a full report, which has none");
      return CycleOutcome.waiting(reports, Optional.empty());
    }

    @Override
    public CycleOutcome cutOff(UploadOutcome.CutOff outcome) {
      listener.cutOff(outcome.problem());
      return CycleOutcome.cutOff(reports);
    }

    @Override
    public CycleOutcome retryLater(UploadOutcome.RetryLater outcome) {
      listener.problem("Upload failed, " + reports + " wait: " + outcome.why().message());
      return CycleOutcome.waiting(reports, uploader.again(outcome));
    }
  }
}
