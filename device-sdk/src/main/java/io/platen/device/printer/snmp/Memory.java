package io.platen.device.printer.snmp;

import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of printers between readings; those unread for longest are forgotten. */
final class Memory {
  /** At some 20 KB each they leave room in the small heap of a device. */
  private static final int MOST_PRINTERS = 400;

  private final Map<PrinterTarget, Known> printers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PrinterTarget, Known> eldest) {
          return size() > MOST_PRINTERS;
        }
      };

  synchronized Known of(PrinterTarget target) {
    return printers.computeIfAbsent(target, Known::new);
  }

  /** One printer: how its agent behaves, and what it said last. */
  static final class Known {
    /** Who a printer is and what its supplies are called changes rarely, but unannounced. */
    private static final Duration ALL_EVERY = Duration.ofHours(24);

    private final PrinterTarget target;
    private final Habits habits;
    private @Nullable Values values;
    private Instant readWhole = Instant.MIN;

    private Known(PrinterTarget target) {
      this.target = target;
      this.habits = new Habits(target.access().version() != Version.V1);
    }

    synchronized Values read(Link link, Instant now)
        throws IOException, InterruptedException, SilentAgent {
      Agent agent = new Agent(link, habits);
      Optional<Values> moved =
          values != null && isFresh(now) ? Watch.of(agent, values) : Optional.empty();
      if (moved.isPresent()) {
        values = moved.get();
        return moved.get();
      }
      // Forgotten first: a reading that breaks off is followed by a whole one.
      values = null;
      Values whole = FullReading.of(agent, target);
      values = whole;
      readWhole = now;
      return whole;
    }

    /** A clock that went back makes nothing fresh. */
    private boolean isFresh(Instant now) {
      return !now.isBefore(readWhole) && now.isBefore(readWhole.plus(ALL_EVERY));
    }
  }
}
