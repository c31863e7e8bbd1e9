package io.platen.device.testing;

import io.platen.device.PrinterFinder;
import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Printers that a test makes up: found where an entry names any, read as the test left them. */
public final class TestPrinters implements PrinterFinder, PrinterReader {
  private final Map<PrinterTarget, PrinterFacts> printers = new LinkedHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final InstantSource clock;
  private Traffic cost = Traffic.NONE;

  public TestPrinters(InstantSource clock) {
    this.clock = clock;
  }

  public static PrinterTarget target(String address) {
    return new PrinterTarget(new InetSocketAddress(address, 161), SnmpAccess.PUBLIC);
  }

  public static PrinterFacts facts(String address, String serial, long pages) {
    return new PrinterFacts(
        PrinterIdentity.builder()
            .address(address)
            .serial(serial)
            .vendor("Invented")
            .model("Example 1")
            .mac("02:00:5e:10:00:01")
            .location("Room 12")
            .assetNumber("A-4711")
            .hostName("printer-1")
            .build(),
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of("Ready")),
        List.of(
            new Meter(
                "total-impressions", null, "impressions", pages, "Pages", "1.3.6.1.2.1.43.10")),
        List.of(
            new Supply(
                "1.1",
                "toner",
                SupplyClass.CONSUMED,
                "black",
                "Black toner",
                "TN-1",
                "1.3.6.1.2.1.43.11",
                new SupplyLevel.Measured(54, 100L, "percent"))),
        List.of(new Tray("1.1", "Tray 1", "A4", new SupplyLevel.SomeRemaining())),
        List.of());
  }

  public TestPrinters put(String address, String serial, long pages) {
    printers.put(target(address), facts(address, serial, pages));
    return this;
  }

  /** From now on each reading costs this. */
  public TestPrinters costing(Traffic each) {
    cost = each;
    return this;
  }

  public TestPrinters switchOff(String address) {
    printers.remove(target(address));
    return this;
  }

  @Override
  public List<PrinterTarget> scan(List<DiscoveryEntry> entries, Pace pace, ScanListener listener) {
    List<PrinterTarget> found = entries.isEmpty() ? List.of() : List.copyOf(printers.keySet());
    listener.progress(found.size(), found.size(), found.size());
    return found;
  }

  /** The addresses that were read, in that order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) {
    asked.add(target.address().getHostString());
    return new PrinterSnapshot(target, clock.instant(), printers.get(target), cost);
  }
}
