package io.platen.device.schedule;

import io.platen.protocol.sync.Policy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells when the next cycle is due. [PLT-LNK-040] Within the window of each day of the site, every
 * interval, shifted by a phase that is the device's own: a fleet spreads evenly, and each device is
 * regular. [PLT-LNK-041] A random delay comes on top. All is counted in elapsed time from the
 * window's start, so a day with a clock change has no cycle twice.
 */
public final class Timetable {
  private final Duration phaseSeed;
  private final ZoneId own;
  private final RandomGenerator random;

  /**
   * @param own the device's zone, for a policy that names none
   */
  public Timetable(UUID device, ZoneId own, RandomGenerator random) {
    this.phaseSeed = Duration.ofMillis(seed(device));
    this.own = own;
    this.random = random;
  }

  /** A number below 2^53 that looks random and is always the same for a device. */
  private static long seed(UUID device) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("platen phase".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] hash = mac.doFinal(device.toString().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong() >>> 11;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  /** The first time after {@code now} at which a cycle begins. */
  public Instant next(Policy.Schedule schedule, Instant now) {
    ZoneId zone = schedule.zone() == null ? own : schedule.zone();
    LocalDate today = now.atZone(zone).toLocalDate();
    // A window over midnight began yesterday; one that is over goes on tomorrow.
    for (LocalDate day = today.minusDays(1); ; day = day.plusDays(1)) {
      Instant start = day.atTime(schedule.from()).atZone(zone).toInstant();
      boolean overMidnight = !schedule.to().isAfter(schedule.from());
      LocalDate lastDay = overMidnight ? day.plusDays(1) : day;
      Instant end = lastDay.atTime(schedule.to()).atZone(zone).toInstant();
      Duration phase = phase(schedule.interval(), Duration.between(start, end));
      for (Instant slot = start.plus(phase);
          slot.isBefore(end);
          slot = slot.plus(schedule.interval())) {
        if (slot.isAfter(now)) {
          return delayed(slot, end, schedule.randomDelay());
        }
      }
    }
  }

  /** Whether the window of the schedule is open. */
  public boolean isOpen(Policy.Schedule schedule, Instant now) {
    LocalTime time = now.atZone(schedule.zone() == null ? own : schedule.zone()).toLocalTime();
    boolean begun = !time.isBefore(schedule.from());
    boolean overMidnight = !schedule.to().isAfter(schedule.from());
    return overMidnight
        ? begun || time.isBefore(schedule.to())
        : begun && time.isBefore(schedule.to());
  }

  /** Within the interval, and within the window where that is shorter: each day has a cycle. */
  private Duration phase(Duration interval, Duration window) {
    long length = Math.min(interval.toMillis(), window.toMillis());
    return Duration.ofMillis(phaseSeed.toMillis() % Math.max(1, length));
  }

  /** [PLT-LNK-040] Within the window; what is left of it is drawn from, or many came at its end. */
  private Instant delayed(Instant slot, Instant end, Duration most) {
    Duration left = Duration.between(slot, end);
    Duration longest = left.compareTo(most) < 0 ? left : most;
    return slot.plusMillis(random.nextLong(longest.toMillis() + 1));
  }
}
