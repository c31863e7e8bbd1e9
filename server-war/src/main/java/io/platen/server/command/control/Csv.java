package io.platen.server.command.control;

/** Cells for spreadsheets. */
public final class Csv {
  private Csv() {}

  /** A cell that begins like a formula is run by spreadsheets; a quote before it makes it text. */
  public static String harmless(String cell) {
    return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
