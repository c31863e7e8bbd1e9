package io.platen.device.discovery;

import io.platen.protocol.Limit;
import io.platen.protocol.sync.Policy;
import java.time.Duration;

/**
 * How fast printers may be asked.
 *
 * @param packetsPerSecond of a scan, one at least [PLT-SYN-022]
 * @param bytesPerMinute both ways, in the mean [PLT-SYN-050]
 */
public record Pace(long packetsPerSecond, long bytesPerMinute) {
  private static final long NANOSECONDS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

  public Pace {
    if (packetsPerSecond < 1 || bytesPerMinute < 1) {
      throw new IllegalArgumentException(
          "A scan sends one packet a second and one byte a minute at least, not "
              + packetsPerSecond
              + " and "
              + bytesPerMinute);
    }
  }

  /** With as many bytes as by default. */
  public Pace(long packetsPerSecond) {
    this(packetsPerSecond, Limit.BYTES_PER_MINUTE.value());
  }

  public static Pace of(Policy.Limits limits) {
    return new Pace(limits.packetsPerSecond(), limits.bytesPerMinute());
  }

  /** From one packet to the next. */
  Duration gap() {
    return Duration.ofSeconds(1).dividedBy(packetsPerSecond);
  }

  /** How long so many bytes take. */
  public Duration lasting(long bytes) {
    return Duration.ofNanos(Math.round((double) bytes * NANOSECONDS_PER_MINUTE / bytesPerMinute));
  }
}
