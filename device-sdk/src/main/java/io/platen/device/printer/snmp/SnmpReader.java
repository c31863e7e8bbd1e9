package io.platen.device.printer.snmp;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Reads a printer by SNMP v1 or v2c: RFC 3805, RFC 2790, MIB-II. */
public final class SnmpReader implements PrinterReader {
  private final Datagrams datagrams;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param clock tells when a reading was
   * @param random makes request ids; one that cannot be guessed keeps strangers from answering
   */
  public SnmpReader(Datagrams datagrams, InstantSource clock, RandomGenerator random) {
    this.datagrams = datagrams;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) throws InterruptedException {
    throw new UnsupportedOperationException("under construction: " + datagrams + clock + random);
  }
}
