package io.platen.device.printer.cpca;

import io.platen.protocol.printer.PrinterFacts;
import java.io.IOException;
import java.util.Optional;

/**
 * An SPI for those who hold a licence for CPCA: which operations are asked, and what their answers
 * mean. None is public, so the SDK has none. Who writes one sends only what reads (PLT-SYN-024),
 * and never tries operations out: printers that are not patched fall over.
 */
public interface CpcaDialogue {
  /**
   * Reads one printer of Canon.
   *
   * @param known what SNMP and others have found out; what they gave stands, so there is no use in
   *     giving it again
   * @return empty where the printer told nothing
   * @throws IOException when it broke off; the printer counts as not read by CPCA
   * @throws InterruptedException when the device stops
   */
  Optional<PrinterFacts> read(CpcaLink link, PrinterFacts known)
      throws IOException, InterruptedException;
}
