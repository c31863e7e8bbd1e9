package io.platen.device;

import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry;
import java.util.List;

/**
 * Finds printers for discovery entries. The SDK's own scanner walks the network; a printer with the
 * SDK inside finds itself.
 */
@FunctionalInterface
public interface PrinterFinder {
  /**
   * Finds printers, each once.
   *
   * @param pace that the policy allows
   * @throws InterruptedException when the device stops
   */
  List<PrinterTarget> scan(List<DiscoveryEntry> entries, Pace pace, ScanListener listener)
      throws InterruptedException;

  /**
   * Whether a scan sends requests to addresses that may be empty. Then it runs as rarely as the
   * policy says, and {@link #look} in the cycles between.
   */
  default boolean searches() {
    return false;
  }

  /**
   * What the entries still say of printers that were found before, and what hosts they name beside
   * those.
   *
   * @throws InterruptedException when the device stops
   */
  default List<PrinterTarget> look(
      List<DiscoveryEntry> entries, List<PrinterTarget> known, Pace pace, ScanListener listener)
      throws InterruptedException {
    return scan(entries, pace, listener);
  }
}
