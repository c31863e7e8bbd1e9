package io.platen.device.discovery;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry;
import java.util.List;
import java.util.random.RandomGenerator;

/** Walks the addresses of discovery entries and finds printers, on the caller's thread. */
public final class Scanner {
  private final Datagrams datagrams;
  private final RandomGenerator random;

  /**
   * @param random makes request ids; one that cannot be guessed keeps strangers from answering
   */
  public Scanner(Datagrams datagrams, RandomGenerator random) {
    this.datagrams = datagrams;
    this.random = random;
  }

  /**
   * Finds the printers of all entries, each once.
   *
   * @param packetsPerSecond the pace
   * @throws InterruptedException when the device stops
   */
  public List<PrinterTarget> scan(
      List<DiscoveryEntry> entries, long packetsPerSecond, ScanListener listener)
      throws InterruptedException {
    if (packetsPerSecond < 1) {
      throw new IllegalArgumentException("The pace is at least one packet a second");
    }
    throw new UnsupportedOperationException("in the next landing: " + datagrams + random);
  }
}
