package io.platen.reference.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a device's clock shows: mostly the time, else one that is off, or one that was never set.
 */
final class RealTimeClock implements InstantSource {
  private static final Instant NEVER_SET = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration MOST = Duration.ofHours(6);

  private final World world;
  private final boolean good;
  private Duration off = Duration.ZERO;

  /**
   * @param good whether it is always right
   */
  RealTimeClock(World world, boolean good) {
    this.world = world;
    this.good = good;
  }

  /** The device starts; what the clock shows then is chance. */
  void powered(Draw draw) {
    if (good || draw.happens(0.6)) {
      off = Duration.ZERO;
    } else if (draw.happens(0.5)) {
      off = Duration.between(world.instant(), NEVER_SET);
    } else {
      off = draw.between(MOST.negated(), MOST);
    }
  }

  @Override
  public Instant instant() {
    return world.instant().plus(off);
  }
}
