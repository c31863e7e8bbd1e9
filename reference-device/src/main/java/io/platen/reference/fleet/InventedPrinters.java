package io.platen.reference.fleet;

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
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A few printers of one device that are nowhere: they print all the time, and use up toner. */
final class InventedPrinters implements PrinterFinder, PrinterReader {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PAGE = Duration.ofSeconds(20);
  private static final int PAGES_A_CARTRIDGE = 5_000;

  private final int device;
  private final int count;
  private final InstantSource clock;

  /**
   * @param device its number within the fleet
   */
  InventedPrinters(int device, int count, InstantSource clock) {
    this.device = device;
    this.count = count;
    this.clock = clock;
  }

  @Override
  public List<PrinterTarget> scan(List<DiscoveryEntry> entries, Pace pace, ScanListener listener) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            each -> new PrinterTarget(new InetSocketAddress(address(each), 161), SnmpAccess.PUBLIC))
        .toList();
  }

  /** Each device has a network of its own, as far as there are networks. */
  private String address(int printer) {
    return "10." + device / 256 % 256 + "." + device % 256 + "." + printer;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) {
    Instant now = clock.instant();
    byte[] address = target.address().getAddress().getAddress();
    return new PrinterSnapshot(target, now, facts(address[3] & 0xff, now), Traffic.NONE);
  }

  private PrinterFacts facts(int printer, Instant now) {
    long pages = Duration.between(MADE, now).dividedBy(PAGE) + printer;
    long left = 100 - pages % PAGES_A_CARTRIDGE * 100 / PAGES_A_CARTRIDGE;
    return new PrinterFacts(
        PrinterIdentity.builder()
            .address(address(printer))
            .vendor("Norda")
            .model("ML310")
            .serial(String.format(Locale.ROOT, "FL%05d%03d", device, printer))
            .build(),
        new PrinterStatus(PrinterStatus.State.PRINTING, List.of(), List.of("Printing")),
        List.of(new Meter("total-impressions", null, "impressions", pages, null, null)),
        List.of(
            new Supply(
                "1.1",
                "toner",
                SupplyClass.CONSUMED,
                "black",
                "Black toner",
                null,
                null,
                new SupplyLevel.Measured(left, 100L, "percent"))),
        List.of(),
        List.of());
  }
}
