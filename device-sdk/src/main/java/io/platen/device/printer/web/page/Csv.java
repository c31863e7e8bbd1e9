package io.platen.device.printer.web.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values (RFC 4180), with or without quotes. A page that was cut off ends in half a
 * value: what does not end with a quote, a comma or a line is left out.
 */
final class Csv {
  private static final int MOST_CELLS = 512;
  private static final char QUOTE = '"';

  private final String text;
  private final int mostLines;
  private final List<List<String>> lines = new ArrayList<>();
  private List<String> line = new ArrayList<>();
  private int at;

  private Csv(String text, int mostLines) {
    this.text = text;
    this.mostLines = mostLines;
  }

  /** The first lines that are not blank. */
  static List<List<String>> read(String text, int mostLines) {
    Csv csv = new Csv(text, mostLines);
    while (csv.at < text.length() && csv.lines.size() < mostLines) {
      csv.cell();
    }
    csv.endLine();
    return csv.lines;
  }

  private void cell() {
    boolean quoted = text.charAt(at) == QUOTE;
    StringBuilder cell = new StringBuilder();
    boolean whole = quoted ? quoted(cell) : unquoted(cell);
    if (whole && line.size() < MOST_CELLS) {
      line.add(cell.toString().strip());
    }
    if (at < text.length() && text.charAt(at) != ',') {
      endLine();
    }
    at++;
  }

  /** Up to the separator; false where there is none. */
  private boolean unquoted(StringBuilder cell) {
    int from = at;
    while (at < text.length() && !isSeparator(text.charAt(at))) {
      at++;
    }
    cell.append(text, from, at);
    return at < text.length();
  }

  /** Up to the separator after the closing quote; false where there is no such quote. */
  private boolean quoted(StringBuilder cell) {
    at++;
    while (at < text.length()) {
      char each = text.charAt(at++);
      boolean twice = each == QUOTE && at < text.length() && text.charAt(at) == QUOTE;
      if (each == QUOTE && !twice) {
        unquoted(new StringBuilder()); // nothing belongs there
        return true;
      }
      cell.append(each);
      at += twice ? 1 : 0;
    }
    return false;
  }

  private static boolean isSeparator(char each) {
    return each == ',' || each == '\n' || each == '\r';
  }

  private void endLine() {
    boolean blank = line.stream().allMatch(String::isEmpty);
    if (!blank && lines.size() < mostLines) {
      lines.add(line);
    }
    line = new ArrayList<>();
  }
}
