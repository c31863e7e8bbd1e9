package io.platen.device.printer.web.page;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.profile.PrinterProfile.PageKind;
import java.util.Optional;

/** The pages that are understood, by their kind. */
public final class Pages {
  private Pages() {}

  /**
   * The facts on a page; empty where it has none, e.g. because it asks for a log-in.
   *
   * @param text whatever the printer answered
   * @param path of the page, for the sources of its facts
   */
  public static Optional<PrinterFacts> read(PageKind kind, String text, String path) {
    Facts facts = new Facts(path);
    switch (kind) {
      case BROTHER_MAINTENANCE_CSV -> new MaintenanceCsv(text, facts).read();
      case LEXMARK_STATISTICS -> new LexmarkStatistics(facts).read(Outline.of(text));
      case LEXMARK_STATUS -> Json.read(text).ifPresent(new LexmarkStatus(facts)::read);
    }
    return facts.found();
  }
}
