package io.platen.device;

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
   * @param packetsPerSecond the pace that the policy allows
   * @throws InterruptedException when the device stops
   */
  List<PrinterTarget> scan(
      List<DiscoveryEntry> entries, long packetsPerSecond, ScanListener listener)
      throws InterruptedException;
}
