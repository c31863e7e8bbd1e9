package io.platen.device.printer;

import io.platen.protocol.printer.PrinterFacts;

/**
 * Reads one printer. An SPI: OEMs add readers of their own. A reader is asked for one printer by
 * one thread at a time, for several printers by several.
 */
public interface PrinterReader {
  /**
   * Reads all that can be read; a printer that does not answer gives a snapshot without facts.
   *
   * @throws InterruptedException when the device stops; nothing is half done
   */
  PrinterSnapshot read(PrinterTarget target) throws InterruptedException;

  /**
   * Reads what this reader has to add to what others have read just now. It asks nothing of a
   * printer that by {@code known} has nothing for it, and answers a snapshot without facts then.
   *
   * @param known what the readers before it have found out
   * @throws InterruptedException when the device stops; nothing is half done
   */
  default PrinterSnapshot read(PrinterTarget target, PrinterFacts known)
      throws InterruptedException {
    return read(target);
  }

  /**
   * Reads at least its status and its alerts, for somebody who waits: what else is known of it may
   * be of the reading before. Unless a reader knows better it reads all.
   *
   * @throws InterruptedException when the device stops; nothing is half done
   */
  default PrinterSnapshot readConditions(PrinterTarget target) throws InterruptedException {
    return read(target);
  }
}
