package io.platen.device.printer.ipp;

import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.WebClient;
import io.platen.protocol.printer.PrinterFacts;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a printer by IPP without TLS at a port and path that somebody has named: a queue of CUPS,
 * or a printer that ipp-usb has put onto the loopback. Nothing else is tried.
 */
public final class IppAt {
  private final WebClient web;
  private final Pins pins;
  private final AtomicInteger requestIds = new AtomicInteger();

  /**
   * @param web with {@link IppReader#LIMITS}
   * @param pins the same that it has
   */
  public IppAt(WebClient web, Pins pins) {
    this.web = web;
    this.pins = pins;
  }

  /**
   * What it says.
   *
   * @param path such as {@code /ipp/print}
   * @return empty where nothing answers there that is a printer
   */
  public Optional<PrinterFacts> read(InetSocketAddress at, String path)
      throws InterruptedException {
    int requestId = requestIds.updateAndGet(last -> Math.max(1, last + 1));
    IppVisit visit = new IppVisit(web, pins, at.getAddress(), requestId);
    IppDoor door = new IppDoor(false, at.getPort(), path, IppQuestion.IPP_2_0);
    return visit
        .at(door)
        .filter(answer -> !answer.isEmpty())
        .map(answer -> IppFacts.of(answer, at.getAddress(), ProfileSet.bundled()));
  }
}
