package io.platen.server.console;

/** Cells for spreadsheets. */
final class Csv {
  private Csv() {}

  /** A cell that begins like a formula is run by spreadsheets; a quote before it makes it text. */
  static String harmless(String cell) {
    return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
