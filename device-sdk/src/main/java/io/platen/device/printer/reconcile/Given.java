package io.platen.device.printer.reconcile;

import io.platen.protocol.Limit;
import io.platen.protocol.printer.PrinterFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one reader gave of a printer.
 *
 * @param kind of the reader's sources, e.g. {@code snmp}
 * @param at when
 */
public record Given(String kind, Instant at, PrinterFacts facts) {
  private static final String SNMP = "snmp";

  /** Meters by another kind than SNMP say so: theirs is another series. PLT-RPT-042. */
  public static Given of(String kind, Instant at, PrinterFacts facts) {
    if (kind.equals(SNMP)) {
      return new Given(kind, at, facts);
    }
    PrinterFacts named =
        new PrinterFacts(
            facts.identity(),
            facts.status(),
            facts.meters().stream().map(meter -> meter.by(kind)).toList(),
            facts.supplies(),
            facts.trays(),
            facts.alerts());
    return new Given(kind, at, named);
  }

  /**
   * What of it may still be told at a later reading in which this reader got no answer: empty where
   * it is too old. PLT-RPT-040.
   */
  public Optional<Given> aged(Instant now) {
    Duration age = Duration.between(at, now);
    if (age.isNegative()) {
      return Optional.of(new Given(kind, now, facts.aged(now))); // the clock went back
    }
    return age.compareTo(Limit.AGED_VALUE_HOURS.duration()) > 0
        ? Optional.empty()
        : Optional.of(new Given(kind, at, facts.aged(at)));
  }
}
