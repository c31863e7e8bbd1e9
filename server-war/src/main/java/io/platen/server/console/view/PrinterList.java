package io.platen.server.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of printers with what it was asked for.
 *
 * @param total how many printers the filter holds
 * @param next where the next page is, or null
 * @param first where the list begins again, or null on the first page
 * @param selected the printer beside the list, or null
 */
public record PrinterList(
    PrinterQuery query,
    List<PrinterRow> rows,
    long total,
    long fleet,
    List<String> makers,
    @Nullable String next,
    @Nullable String first,
    @Nullable PrinterView selected) {

  public PrinterList {
    rows = List.copyOf(rows);
    makers = List.copyOf(makers);
  }
}
