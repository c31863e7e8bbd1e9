package io.platen.device.printer;

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
}
