package io.platen.device.local;

import io.platen.device.printer.ipp.IppAt;
import io.platen.device.printer.pjl.PjlAt;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.report.PrinterReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The printers that this machine reaches, each under a key of the agent's own. */
public final class LocalPrinters {
  /** ipp-usb gives its printers ports from here on. */
  private static final int IPP_USB = 60_000;

  private static final int IPP_USB_PORTS = 16;
  private static final String EVERYWHERE = "/ipp/print";
  private static final int CUPS = 631;
  private static final int MOST = 64;

  private final InstantSource clock;
  private final Map<String, Way> ways = new LinkedHashMap<>();

  /** One way to one printer. */
  interface Way {
    Optional<PrinterFacts> read() throws InterruptedException;
  }

  public LocalPrinters(InstantSource clock) {
    this.clock = clock;
  }

  /** Those that ipp-usb has put onto the loopback. */
  public LocalPrinters withIppUsb(IppAt ipp) {
    for (int i = 0; i < IPP_USB_PORTS; i++) {
      withIpp(ipp, "ipp-usb-" + (IPP_USB + i), here(IPP_USB + i), EVERYWHERE);
    }
    return this;
  }

  /** A queue of the CUPS of this machine. */
  public LocalPrinters withCups(IppAt ipp, String queue) {
    return withIpp(ipp, "cups-" + key(queue), here(CUPS), "/printers/" + queue);
  }

  /** Whatever answers by IPP at an address of this machine. */
  public LocalPrinters withIpp(IppAt ipp, String key, InetSocketAddress at, String path) {
    return with(key, () -> ipp.read(at, path));
  }

  LocalPrinters with(String key, Way way) {
    ways.put(key, way);
    return this;
  }

  /** A printer behind a device file. */
  public LocalPrinters withPjl(PjlAt pjl, String file) {
    return with("pjl-" + key(file), pjl::read);
  }

  private static InetSocketAddress here(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** What a key of a printer may have. */
  private static String key(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "-");
  }

  /** All that answer, each read anew, one after the other. */
  public synchronized List<PrinterReport> read() throws InterruptedException {
    List<PrinterReport> found = new ArrayList<>();
    for (Map.Entry<String, Way> each : ways.entrySet()) {
      Optional<PrinterFacts> facts = each.getValue().read();
      if (facts.isPresent() && found.size() < MOST) {
        found.add(PrinterReport.whole(each.getKey(), clock.instant(), withoutPlace(facts.get())));
      }
    }
    return found;
  }

  /** The loopback is nobody's address. */
  private static PrinterFacts withoutPlace(PrinterFacts facts) {
    return new PrinterFacts(
        facts.identity().toBuilder().address(null).mac(null).hostName(null).build(),
        facts.status(),
        facts.meters(),
        facts.supplies(),
        facts.trays(),
        facts.alerts());
  }
}
