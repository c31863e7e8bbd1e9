package io.platen.device.printer.cpca;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.protocol.printer.PrinterFacts;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Lets a {@link CpcaDialogue} read printers that others have found to be Canon's. It knows no
 * operation itself: a device whose maker adds no dialogue sends nothing by CPCA.
 */
public final class CpcaReader implements PrinterReader {
  private static final Logger LOG = System.getLogger(CpcaReader.class.getName());
  private static final String MAKER = "Canon";

  private final Datagrams datagrams;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final CpcaDialogue dialogue;

  /**
   * @param random makes the first request id; one that cannot be guessed keeps strangers out
   */
  public CpcaReader(
      Datagrams datagrams, InstantSource clock, RandomGenerator random, CpcaDialogue dialogue) {
    this.datagrams = datagrams;
    this.clock = clock;
    this.random = random;
    this.dialogue = dialogue;
  }

  /** Asks nothing: nobody has said that it is one of Canon's. */
  @Override
  public PrinterSnapshot read(PrinterTarget target) {
    return new PrinterSnapshot(target, clock.instant(), null, Traffic.NONE);
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target, PrinterFacts known)
      throws InterruptedException {
    InetAddress printer = target.address().getAddress();
    if (printer == null || !MAKER.equals(known.identity().vendor())) {
      return read(target);
    }
    Instant now = clock.instant();
    try (Datagrams.Endpoint endpoint = datagrams.open()) {
      CpcaLink link = new CpcaLink(endpoint, printer, firstId());
      Optional<PrinterFacts> facts = read(link, known, target);
      return new PrinterSnapshot(target, now, facts.orElse(null), link.traffic());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "No socket for reading " + printer + ": " + e.getMessage());
      return read(target);
    }
  }

  private Optional<PrinterFacts> read(CpcaLink link, PrinterFacts known, PrinterTarget target)
      throws InterruptedException {
    try {
      return dialogue.read(link, known);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "Not read by CPCA: " + target.address() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private int firstId() {
    synchronized (random) {
      return random.nextInt();
    }
  }
}
