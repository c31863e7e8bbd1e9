package io.platen.device.printer.snmp;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.protocol.printer.PrinterFacts;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Reads a printer by SNMP v1 or v2c: RFC 3805, RFC 2790, MIB-II. What it has learnt of a printer it
 * keeps, so that the next readings ask for what moves only. Several threads may read at once.
 */
public final class SnmpReader implements PrinterReader {
  private static final Logger LOG = System.getLogger(SnmpReader.class.getName());

  private final Datagrams datagrams;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Patience patience;
  private final Memory memory = new Memory();

  /**
   * @param clock tells when a reading was
   * @param random makes request ids; one that cannot be guessed keeps strangers from answering
   */
  public SnmpReader(Datagrams datagrams, InstantSource clock, RandomGenerator random) {
    this(datagrams, clock, random, Patience.POLLING);
  }

  public SnmpReader(
      Datagrams datagrams, InstantSource clock, RandomGenerator random, Patience patience) {
    this.datagrams = datagrams;
    this.clock = clock;
    this.random = random;
    this.patience = patience;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) throws InterruptedException {
    Instant now = clock.instant();
    try (Link link = new Link(datagrams.open(), target, patience, this::requestId)) {
      return read(target, link, now);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "No socket for reading " + target.address() + ": " + e.getMessage());
      return new PrinterSnapshot(target, now, null, Traffic.NONE);
    }
  }

  private PrinterSnapshot read(PrinterTarget target, Link link, Instant now)
      throws InterruptedException {
    try {
      PrinterFacts facts = facts(new Reading(memory.of(target).read(link, now)), target);
      return new PrinterSnapshot(target, now, facts, link.traffic());
    } catch (IOException | SilentAgent e) {
      LOG.log(Level.DEBUG, () -> "Not read: " + target.address() + ": " + e.getMessage());
      return new PrinterSnapshot(target, now, null, link.traffic());
    }
  }

  private static PrinterFacts facts(Reading reading, PrinterTarget target) {
    return new PrinterFacts(
        Identities.of(reading, target),
        Conditions.status(reading),
        Conditions.meters(reading),
        Supplies.of(reading),
        Supplies.traysOf(reading),
        Conditions.alerts(reading));
  }

  private int requestId() {
    synchronized (random) {
      return random.nextInt(1, Integer.MAX_VALUE);
    }
  }
}
