package io.platen.device.printer.ipp;

import io.platen.device.printer.PrinterTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** At which door printers answer, and which have nothing to add: those are asked rarely. */
final class IppMemory {
  /** So much later one that had nothing to add is asked again. */
  static final Duration REST = Duration.ofHours(24);

  private static final int MOST_PRINTERS = 400;

  private final Map<PrinterTarget, IppDoor> doors = new Bounded<>();
  private final Map<PrinterTarget, Instant> resting = new Bounded<>();

  private static final class Bounded<V> extends LinkedHashMap<PrinterTarget, V> {
    private static final long serialVersionUID = 1L;

    Bounded() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<PrinterTarget, V> eldest) {
      return size() > MOST_PRINTERS;
    }
  }

  synchronized Optional<IppDoor> door(PrinterTarget target) {
    return Optional.ofNullable(doors.get(target));
  }

  synchronized void answered(PrinterTarget target, IppDoor door) {
    doors.put(target, door);
    resting.remove(target);
  }

  synchronized void forget(PrinterTarget target) {
    doors.remove(target);
  }

  synchronized void hadNothing(PrinterTarget target, Instant now) {
    resting.put(target, now);
  }

  /** A clock that went back lets nothing rest. */
  synchronized boolean isResting(PrinterTarget target, Instant now) {
    Instant since = resting.get(target);
    return since != null && !now.isBefore(since) && now.isBefore(since.plus(REST));
  }
}
