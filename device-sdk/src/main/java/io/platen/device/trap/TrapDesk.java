package io.platen.device.trap;

import io.platen.device.printer.PrinterTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which printers are to be asked because of traps, and when: the first trap of a printer at once,
 * all that follow it within a while by one more reading after that while, which grows in a storm.
 * Has room for the printers that are known and for nothing else. Several threads may use it; all
 * times are of the clock that never goes back.
 */
final class TrapDesk {
  /** [PLT-ALR-003] From one reading of a printer to the next. */
  static final Duration GAP = Duration.ofSeconds(2);

  static final Duration LONGEST_GAP = Duration.ofMinutes(1);

  /** So many traps between two readings are a storm: the next gap is twice as long. */
  private static final int STORM = 10;

  /** [PLT-ALR-004] Readings a second for all printers together, after so many at once. */
  private static final Duration EACH = Duration.ofMillis(50);

  private static final Duration AT_ONCE = EACH.multipliedBy(20);

  /** Who passes on traps of others speaks for so many printers at most. */
  static final int MOST_RELAYED = 32;

  /**
   * A printer whose turn it is.
   *
   * @param traps how many were taken since it was last told of
   * @param second whether it is looked at again because the first look left something in doubt
   */
  record Due(PrinterTarget target, long traps, boolean second) {}

  private final Map<PrinterTarget, Place> places = new LinkedHashMap<>();
  private final Map<InetAddress, List<Place>> byAddress = new HashMap<>();
  private final Place relay = new Place();
  private Duration spentUntil = Duration.ZERO;

  /** From now on these are the printers. */
  synchronized void know(List<PrinterTarget> targets) {
    Map<PrinterTarget, Place> before = new HashMap<>(places);
    places.clear();
    byAddress.clear();
    for (PrinterTarget target : targets) {
      Place place = before.getOrDefault(target, new Place());
      places.put(target, place);
      InetAddress address = target.address().getAddress();
      if (address != null) {
        byAddress.computeIfAbsent(address, each -> new ArrayList<>()).add(place);
      }
    }
    notifyAll();
  }

  /**
   * Takes a trap for what it is, a hint.
   *
   * @param from where the datagram came from
   * @param agent whom it names itself; null where it names nobody
   * @param known whether its credentials are known: then it may be passed on by somebody
   * @return whether it is any printer's
   */
  synchronized boolean hint(
      InetAddress from, @Nullable InetAddress agent, boolean known, Duration now) {
    List<Place> meant = byAddress.getOrDefault(from, List.of());
    if (meant.isEmpty() && agent != null) {
      meant = byAddress.getOrDefault(agent, List.of());
    }
    if (!meant.isEmpty()) {
      meant.stream().limit(MOST_RELAYED).forEach(place -> hint(place, now));
      return true;
    }
    if (!known || places.isEmpty() || places.size() > MOST_RELAYED) {
      return false;
    }
    hint(relay, now);
    return true;
  }

  private void hint(Place place, Duration now) {
    place.traps++;
    place.sinceAsked++;
    if (place.due == null) {
      place.due = later(now, place.notBefore);
      notifyAll();
    }
    place.second = false;
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** The printer that has been due for longest, if there is one that may be asked now. */
  synchronized Optional<Due> take(Duration now) {
    takeRelay(now);
    if (spentUntil.minus(now).compareTo(AT_ONCE) > 0) {
      return Optional.empty();
    }
    Map.Entry<PrinterTarget, Place> first = null;
    for (Map.Entry<PrinterTarget, Place> each : places.entrySet()) {
      Place place = each.getValue();
      boolean ready = place.isDue(now) && !place.asked;
      if (ready && (first == null || dueOf(place).compareTo(dueOf(first.getValue())) < 0)) {
        first = each;
      }
    }
    if (first == null) {
      return Optional.empty();
    }
    spentUntil = later(spentUntil, now).plus(EACH);
    Place place = first.getValue();
    boolean second = place.second;
    place.taken(now);
    place.asked = true;
    return Optional.of(new Due(first.getKey(), place.traps, second));
  }

  private static Duration dueOf(Place place) {
    Duration due = place.due;
    return due == null ? Duration.ZERO : due;
  }

  private void takeRelay(Duration now) {
    if (relay.isDue(now)) {
      relay.taken(now);
      relay.traps = 0;
      places.values().forEach(place -> hint(place, now));
    }
  }

  /**
   * The reading is over.
   *
   * @param told how many traps a report has told of, 0 where there was none
   * @param doubt whether to look once more [PLT-ALR-005]
   */
  synchronized void done(Due due, long told, boolean doubt, Duration now) {
    Place place = places.get(due.target());
    if (place == null) {
      return;
    }
    place.asked = false;
    place.traps -= told;
    if (doubt && !due.second() && place.due == null) {
      place.due = now.plus(GAP);
      place.second = true;
    }
    notifyAll();
  }

  /** How long nothing is due; a long time where nothing is. */
  synchronized Duration untilNext(Duration now) {
    Duration next = relay.due;
    for (Place place : places.values()) {
      if (place.due != null && !place.asked && (next == null || place.due.compareTo(next) < 0)) {
        next = place.due;
      }
    }
    if (next == null) {
      return LONGEST_GAP;
    }
    return later(later(next, spentUntil.minus(AT_ONCE)).minus(now), Duration.ofMillis(1));
  }

  /** Waits for the next one. */
  synchronized Due await(Supplier<Duration> clock) throws InterruptedException {
    while (true) {
      Optional<Due> due = take(clock.get());
      if (due.isPresent()) {
        return due.get();
      }
      wait(Math.max(1, untilNext(clock.get()).toMillis()));
    }
  }

  /** What is known of one printer's traps. */
  private static final class Place {
    private @Nullable Duration due;
    private boolean second;
    private boolean asked;
    private long traps;
    private int sinceAsked;
    private Duration gap = GAP;
    private Duration notBefore = Duration.ZERO;

    private boolean isDue(Duration now) {
      return due != null && due.compareTo(now) <= 0;
    }

    private void taken(Duration now) {
      Duration twice = gap.multipliedBy(2);
      boolean storm = sinceAsked >= STORM;
      gap = !storm ? GAP : twice.compareTo(LONGEST_GAP) < 0 ? twice : LONGEST_GAP;
      notBefore = now.plus(gap);
      sinceAsked = 0;
      due = null;
      second = false;
    }
  }
}
