package io.platen.device.printer.snmp;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.snmp.usm.Engine;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Set<String> ownMeters = new HashSet<>();
    private final @Nullable Engine engine;
    private @Nullable Answers answers;
    private @Nullable ProfileSet by;
    private Instant readWhole = Instant.MIN;
    private int turn;

    private Known(PrinterTarget target) {
      this.target = target;
      this.habits = new Habits(target.access().version() != Version.V1);
      SnmpUser user = target.access().user();
      this.engine = user == null ? null : new Engine(user);
    }

    /** Meters that the maker's own objects have ever given. */
    Set<String> ownMeters() {
      return ownMeters;
    }

    synchronized Answers read(Link link, Instant now, ProfileSet profiles)
        throws IOException, InterruptedException, SilentAgent {
      Agent agent = new Agent(link, habits, engine);
      Answers known = by == profiles && isFresh(now) ? answers : null;
      // Forgotten first: a reading that breaks off is followed by a whole one.
      answers = null;
      Optional<Answers> moved = known == null ? Optional.empty() : Watch.of(agent, known, turn++);
      if (moved.isPresent()) {
        answers = moved.get();
        return moved.get();
      }
      Answers whole = FullReading.of(agent, target, profiles);
      answers = whole;
      by = profiles;
      readWhole = now;
      return whole;
    }

    /** States and alerts; all, where nothing is known or the printer was started anew. */
    synchronized Answers readConditions(Link link, Instant now, ProfileSet profiles)
        throws IOException, InterruptedException, SilentAgent {
      Answers known = by == profiles && isFresh(now) ? answers : null;
      if (known == null) {
        return read(link, now, profiles);
      }
      answers = null;
      Agent agent = new Agent(link, habits, engine);
      Optional<Answers> moved = ConditionsReading.of(agent, known);
      if (moved.isEmpty()) {
        return read(link, now, profiles);
      }
      answers = moved.get();
      return moved.get();
    }

    /** A clock that went back makes nothing fresh. */
    private boolean isFresh(Instant now) {
      return !now.isBefore(readWhole) && now.isBefore(readWhole.plus(ALL_EVERY));
    }
  }
}
