package io.platen.device.printer.web;

import java.time.Duration;

/**
 * What one page may cost, redirects included.
 *
 * @param connect how long a connection may take to come about
 * @param whole how long all of it may take, from the first packet to the last
 * @param bodyBytes the longest page, as it is after unpacking
 * @param redirects how many are followed, to the same printer only
 */
public record WebLimits(Duration connect, Duration whole, int bodyBytes, int redirects) {
  /** A printer's page has some 30 KB; one that wakes needs seconds. */
  public static final WebLimits PRINTER =
      new WebLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 512 * 1024, 3);

  public WebLimits {
    if (!isPositive(connect) || !isPositive(whole) || bodyBytes < 1 || redirects < 0) {
      throw new IllegalArgumentException(
          "A page needs some time and some bytes, not "
              + connect
              + ", "
              + whole
              + ", "
              + bodyBytes
              + " bytes and "
              + redirects
              + " redirects");
    }
  }

  private static boolean isPositive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }
}
