package io.platen.device;

import io.platen.device.discovery.Pace;
import io.platen.device.link.DeviceClock;
import io.platen.device.port.Scheduler;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.protocol.sync.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads printers side by side, and tells of those that refuse. */
final class Readings {
  private final PrinterReader reader;
  private final Scheduler scheduler;
  private final DeviceClock clock;
  private final DeviceListener listener;

  /** Of all cycles: one may follow another at once. */
  private final Toll toll;

  Readings(PrinterReader reader, Scheduler scheduler, DeviceClock clock, DeviceListener listener) {
    this.reader = reader;
    this.scheduler = scheduler;
    this.clock = clock;
    this.listener = listener;
    this.toll = new Toll(scheduler, Pace.of(Policy.Limits.DEFAULT));
  }

  /** Waits until what was read before is paid for: a scan may begin. [PLT-SYN-050] */
  void awaitPaid(Pace pace) throws InterruptedException {
    toll.at(pace).await();
  }

  /** What each says, in their order; one that is slow does not hold up the others. */
  List<PrinterSnapshot> of(List<PrinterTarget> targets, Pace pace) throws InterruptedException {
    toll.at(pace);
    List<Scheduler.Part<Reading>> parts = new ArrayList<>();
    targets.forEach(target -> parts.add(() -> reading(target)));
    List<PrinterSnapshot> snapshots = new ArrayList<>();
    scheduler.sideBySide(
        parts,
        reading -> {
          reading.snapshot().ifPresent(listener::printerRead);
          reading.snapshot().ifPresent(snapshots::add);
          reading.snapshot().ifPresent(this::tellRefusal);
          reading.problem().ifPresent(listener::problem);
        });
    return snapshots;
  }

  private void tellRefusal(PrinterSnapshot snapshot) {
    Refusal refusal = snapshot.refusal();
    if (refusal != null) {
      listener.problem(snapshot.target().address() + " refuses: " + refusal.explanation());
    }
  }

  private Reading reading(PrinterTarget target) throws InterruptedException {
    toll.await();
    try {
      PrinterSnapshot snapshot = reader.read(target);
      toll.pay(snapshot.traffic());
      // [PLT-LNK-053] Readers go by the device's own clock.
      return new Reading(
          Optional.of(snapshot.readAt(clock.corrected(snapshot.read()))), Optional.empty());
    } catch (RuntimeException | Error e) { // one printer's odd answer must not hide the others
      return new Reading(
          Optional.empty(), Optional.of("Reading " + target.address() + " failed: " + e));
    }
  }

  /** What came of asking one printer: either of the two. */
  private record Reading(Optional<PrinterSnapshot> snapshot, Optional<String> problem) {}
}
