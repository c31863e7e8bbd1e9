package io.platen.device.printer;

import io.platen.protocol.printer.PrinterFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one printer, each value with its source.
 *
 * @param target where it was asked
 * @param read when; a reader goes by the device's own clock, which the device then corrects
 * @param known what it answered; null where it did not answer
 * @param traffic what the reading cost
 * @param refusal why an agent of SNMP v3 that answers gave nothing; null otherwise
 */
public record PrinterSnapshot(
    PrinterTarget target,
    Instant read,
    @Nullable PrinterFacts known,
    Traffic traffic,
    @Nullable Refusal refusal) {

  /** Of a printer that was read, or stayed silent. */
  public PrinterSnapshot(
      PrinterTarget target, Instant read, @Nullable PrinterFacts known, Traffic traffic) {
    this(target, read, known, traffic, null);
  }

  public boolean isReachable() {
    return known != null;
  }

  public Optional<PrinterFacts> facts() {
    return Optional.ofNullable(known);
  }

  /** The same with another time; what is older than the reading stays older by as much. */
  public PrinterSnapshot readAt(Instant time) {
    Duration by = Duration.between(read, time);
    PrinterFacts facts = known == null || by.isZero() ? known : known.ages(asOf -> asOf.plus(by));
    return new PrinterSnapshot(target, time, facts, traffic, refusal);
  }
}
