package io.platen.server.console.view;

import java.util.List;

/**
 * Two printers side by side.
 *
 * @param pro what speaks for one printer, in the reader's words
 * @param contra what speaks against
 */
public record MatchView(
    Side one, Side other, List<Row> rows, List<String> pro, List<String> contra) {

  public MatchView {
    rows = List.copyOf(rows);
    pro = List.copyOf(pro);
    contra = List.copyOf(contra);
  }

  /** One of the two. */
  public record Side(String id, String name) {}

  /**
   * @param same whether both say the same, which is not nothing
   */
  public record Row(Fact one, Fact other, boolean same) {}
}
