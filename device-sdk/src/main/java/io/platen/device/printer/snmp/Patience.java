package io.platen.device.printer.snmp;

import java.time.Duration;

/** How long one request waits for its answer, and how often it is sent at most. */
public record Patience(Duration each, int tries) {
  /** For printers that are known: one that sleeps needs seconds to wake. */
  public static final Patience POLLING = new Patience(Duration.ofSeconds(5), 2);

  public Patience {
    if (each.isNegative() || each.isZero() || tries < 1) {
      throw new IllegalArgumentException(
          "A request waits some time and is sent once at least, not " + each + " x " + tries);
    }
  }
}
