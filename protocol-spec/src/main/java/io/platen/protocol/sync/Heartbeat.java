package io.platen.protocol.sync;

import io.platen.protocol.Limit;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import java.time.Duration;
import java.util.Arrays;

/** How a device tells by DNS that it lives (chapter HBT). */
public final class Heartbeat {
  private final String zone;
  private final Duration every;
  private final byte[] secret;

  /**
   * @param zone of the registry, without a dot at its end
   * @param every the least time from one heartbeat to the next
   * @param secret of {@value HeartbeatKeys#SECRET_BYTES} bytes, the device's own
   * @throws IllegalArgumentException when nobody could work by these
   */
  public Heartbeat(String zone, Duration every, byte[] secret) {
    Limit limit = Limit.HEARTBEAT_EVERY;
    if (every.compareTo(limit.leastDuration()) < 0 || every.compareTo(limit.mostDuration()) > 0) {
      throw new IllegalArgumentException(
          "A heartbeat is sent every "
              + limit.leastDuration()
              + " to "
              + limit.mostDuration()
              + ", not every "
              + every);
    }
    HeartbeatKeys.of(secret); // of the right length
    this.zone = zone;
    this.every = every;
    this.secret = secret.clone();
  }

  public String zone() {
    return zone;
  }

  public Duration every() {
    return every;
  }

  public byte[] secret() {
    return secret.clone();
  }

  /** What names and answers are made and checked with. */
  public HeartbeatKeys keys() {
    return HeartbeatKeys.of(secret);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Heartbeat that
        && zone.equals(that.zone)
        && every.equals(that.every)
        && Arrays.equals(secret, that.secret);
  }

  @Override
  public int hashCode() {
    return zone.hashCode();
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Heartbeat[" + zone + ", every " + every + "]";
  }
}
