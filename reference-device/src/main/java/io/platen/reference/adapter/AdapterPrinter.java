package io.platen.reference.adapter;

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
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What the device under test sees where the suite brings no printers: one that is made up, and that
 * prints a page whenever the suite asks for a report, so that there is news.
 */
final class AdapterPrinter implements PrinterFinder, PrinterReader {
  private static final String ADDRESS = "192.0.2.5";
  private static final PrinterTarget TARGET =
      new PrinterTarget(new InetSocketAddress(ADDRESS, 161), SnmpAccess.PUBLIC);

  private final Path counter;
  private final InstantSource clock;

  /**
   * @param counter the file with the number of its pages
   */
  AdapterPrinter(Path counter, InstantSource clock) {
    this.counter = counter;
    this.clock = clock;
  }

  void print() throws IOException {
    Files.writeString(counter, Long.toString(pages() + 1));
  }

  private long pages() throws IOException {
    return Files.exists(counter) ? Long.parseLong(Files.readString(counter).strip()) : 0;
  }

  @Override
  public List<PrinterTarget> scan(List<DiscoveryEntry> entries, Pace pace, ScanListener listener) {
    listener.progress(1, 1, 1);
    return List.of(TARGET);
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) {
    try {
      return new PrinterSnapshot(target, clock.instant(), facts(), Traffic.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PrinterFacts facts() throws IOException {
    PrinterIdentity identity =
        PrinterIdentity.builder()
            .address(ADDRESS)
            .serial("CONF-0001")
            .vendor("Invented")
            .model("Example 1")
            .mac("02:00:5e:10:00:01")
            .build();
    return new PrinterFacts(
        identity,
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of("Ready")),
        List.of(new Meter("total-impressions", null, "impressions", pages(), "Pages", null)),
        List.of(),
        List.of(),
        List.of());
  }
}
