package io.platen.device;

import io.platen.device.link.DeviceClock;
import io.platen.device.link.UploadOutcome;
import io.platen.device.port.Scheduler;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.report.Reporter;
import io.platen.device.report.Uploader;
import io.platen.device.schedule.Timetable;
import io.platen.device.store.StoreException;
import io.platen.device.trap.TrapService;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Steps 4 and 5 of the main flow for one printer, out of turn: what it complains of after a trap is
 * compared, stored, and sent at once (chapter ALR).
 */
final class ShortCut implements TrapService.Teller {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Reporter reporter;
  private final Uploader uploader;
  private final Timetable timetable;
  private final DeviceClock clock;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final DeviceListener listener;
  private @Nullable TrapService traps;
  private volatile Policy policy = Policy.DEFAULT;
  private boolean waits;

  ShortCut(
      Reporter reporter,
      Uploader uploader,
      Timetable timetable,
      DeviceClock clock,
      Scheduler scheduler,
      RandomGenerator random,
      DeviceListener listener) {
    this.reporter = reporter;
    this.uploader = uploader;
    this.timetable = timetable;
    this.clock = clock;
    this.scheduler = scheduler;
    this.random = random;
    this.listener = listener;
  }

  /** Who brings the hints. */
  void by(TrapService service) {
    traps = service;
  }

  /** A cycle has told of these printers: from now on their traps are heard. */
  void know(List<DiscoveryEntry> entries, List<PrinterTarget> targets, Policy said) {
    policy = said;
    TrapService service = traps;
    if (service != null) {
      // [PLT-ALR-020]
      service.know(entries, said.alerts().traps() ? targets : List.of());
    }
  }

  /** The server does not work with this device: it does not read printers either. */
  void stop() {
    TrapService service = traps;
    if (service != null) {
      service.know(List.of(), List.of());
    }
  }

  @Override
  public TrapService.Verdict tell(PrinterSnapshot snapshot, long taken) {
    // [PLT-LNK-053] Readers go by the device's own clock.
    PrinterSnapshot read = snapshot.readAt(clock.corrected(snapshot.read()));
    Policy now = policy;
    DeviceClock.Reading made = clock.read();
    // [PLT-ALR-021]
    if (!now.alerts().always() && !timetable.isOpen(now.schedule(), made.instant())) {
      return TrapService.Verdict.NOTHING;
    }
    try {
      Reporter.OutOfTurn outcome = reporter.captureAlerts(read, taken, now, made);
      outcome.captured().ifPresent(captured -> stored(captured, read, taken));
      return new TrapService.Verdict(outcome.captured().isPresent(), outcome.doubtful());
    } catch (StoreException e) {
      listener.problem(String.valueOf(e.getMessage()));
      return TrapService.Verdict.NOTHING;
    }
  }

  private void stored(Reporter.Captured captured, PrinterSnapshot read, long taken) {
    for (long sequence : captured.sequences()) {
      listener.alerted(read, taken, sequence);
      listener.reportStored(sequence, captured.printers(), captured.changed());
    }
    if (!captured.dropped().isEmpty()) {
      listener.lost(captured.dropped());
    }
    synchronized (this) {
      waits = true;
      notifyAll();
    }
  }

  /** Sends what {@link #tell} has stored, for as long as the device lives. */
  void send() throws InterruptedException {
    while (true) {
      awaitNews();
      sendNow();
    }
  }

  private synchronized void awaitNews() throws InterruptedException {
    while (!waits) {
      wait();
    }
    waits = false;
  }

  /** Until all is sent, or trying again is of no use before the next cycle. */
  private void sendNow() throws InterruptedException {
    for (int failures = 0; ; failures++) {
      Optional<Duration> pause = pause(failures);
      if (pause.isEmpty()) {
        return;
      }
      scheduler.pause(pause.get());
    }
  }

  private Optional<Duration> pause(int failures) throws InterruptedException {
    try {
      Optional<UploadOutcome> stopped = uploader.drain(policy.limits());
      if (stopped.isEmpty() || !(stopped.get() instanceof UploadOutcome.RetryLater failed)) {
        return Optional.empty(); // the next cycle finds out why
      }
      Optional<Instant> again = uploader.again(failed);
      if (again.isEmpty() || failed.wish().isPresent()) {
        return again.map(at -> Duration.between(clock.instant(), at));
      }
      // [PLT-LNK-012] An alert is tried again sooner than a report of a cycle.
      long ceiling = FIRST_PAUSE.toMillis() << Math.min(failures, 10);
      long most = Math.min(LONGEST_PAUSE.toMillis(), ceiling);
      return Optional.of(Duration.ofMillis(random.nextLong(most + 1)));
    } catch (StoreException e) {
      listener.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    } catch (RuntimeException e) { // a fault of ours must not end the sending for good
      listener.problem("Sending an alert failed: " + e);
      return Optional.empty();
    }
  }
}
