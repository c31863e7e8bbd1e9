package io.platen.reference.simulation;

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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The printers of a site. They print as time goes by, are off now and then, and stand still from a
 * moment on, so that it can be said what a server has to know in the end.
 */
final class Printers implements PrinterFinder, PrinterReader {
  private final Draw draw;
  private final World world;
  private final InstantSource clock;
  private final int count;
  private final Instant still;

  /**
   * @param clock the device's own, by which it reads
   * @param still when the last page is printed, and the last one is switched on
   */
  Printers(Draw draw, World world, InstantSource clock, int count, Instant still) {
    this.draw = draw;
    this.world = world;
    this.clock = clock;
    this.count = count;
    this.still = still;
  }

  @Override
  public List<PrinterTarget> scan(List<DiscoveryEntry> entries, Pace pace, ScanListener listener) {
    List<PrinterTarget> found = new ArrayList<>();
    for (int printer = 1; printer <= count; printer++) {
      found.add(
          new PrinterTarget(new InetSocketAddress("192.0.2." + printer, 161), SnmpAccess.PUBLIC));
    }
    return found;
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target) {
    int printer = target.address().getAddress().getAddress()[3];
    boolean off = world.instant().isBefore(still) && draw.happens(0.1);
    return new PrinterSnapshot(target, clock.instant(), off ? null : facts(printer), Traffic.NONE);
  }

  private PrinterFacts facts(int printer) {
    return new PrinterFacts(
        PrinterIdentity.builder()
            .address("192.0.2." + printer)
            .vendor("Norda")
            .model("ML310")
            .serial("PC1234" + printer)
            .build(),
        new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of("Ready")),
        List.of(new Meter("total-impressions", null, "impressions", pages(printer), null, null)),
        List.of(),
        List.of(),
        List.of());
  }

  private long pages(int printer) {
    Instant now = world.instant().isBefore(still) ? world.instant() : still;
    Duration since = Duration.between(Instant.parse("2026-01-01T00:00:00Z"), now);
    return since.toMinutes() / (17L + printer) + printer * 1_000_000L;
  }

  /** What all meters say now, sorted. */
  List<Long> truth() {
    return IntStream.rangeClosed(1, count).mapToObj(this::pages).sorted().toList();
  }
}
