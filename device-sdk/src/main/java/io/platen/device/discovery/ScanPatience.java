package io.platen.device.discovery;

import java.time.Duration;

/**
 * How long the scanner waits. An answer counts until its address is given up, so the first packet
 * has both times to be answered in.
 *
 * @param beforeRetry until a silent address is asked again
 * @param afterRetry until it is given up; printers that answered get as long for each question
 */
public record ScanPatience(Duration beforeRetry, Duration afterRetry) {
  public static final ScanPatience DEFAULT =
      new ScanPatience(Duration.ofMillis(1_200), Duration.ofMillis(1_500));

  public ScanPatience {
    if (beforeRetry.isNegative()
        || beforeRetry.isZero()
        || afterRetry.isNegative()
        || afterRetry.isZero()) {
      throw new IllegalArgumentException("Both times of a scan's patience are above zero");
    }
  }
}
