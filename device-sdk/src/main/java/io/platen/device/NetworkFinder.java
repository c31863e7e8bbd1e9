package io.platen.device;

import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.discovery.Scanner;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry;
import java.util.List;

/** Finds printers in networks, by the SDK's own scanner. */
record NetworkFinder(Scanner scanner) implements PrinterFinder {
  @Override
  public List<PrinterTarget> scan(List<DiscoveryEntry> entries, Pace pace, ScanListener listener)
      throws InterruptedException {
    return scanner.scan(entries, pace, listener);
  }

  @Override
  public boolean searches() {
    return true;
  }

  @Override
  public List<PrinterTarget> look(
      List<DiscoveryEntry> entries, List<PrinterTarget> known, Pace pace, ScanListener listener)
      throws InterruptedException {
    return scanner.look(entries, known, pace, listener);
  }
}
