package io.platen.server.fleet.control;

/** What a printer is called, in SQL, where {@code p} is the printer's row. */
public final class PrinterName {
  /** Maker and model; many models begin with their maker's name, and it is said once. */
  public static final String SHOWN =
      "coalesce(nullif(CASE WHEN starts_with(lower(p.model), lower(p.vendor)) THEN p.model"
          + " ELSE concat_ws(' ', p.vendor, p.model) END, ''), p.address, p.key)";

  private PrinterName() {}
}
