package io.platen.device.printer.web.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of tables whose depth shows only by the left margin of their first cell. The same page has
 * other tables and other lines on other models: what a row is, is told by the rows above it that
 * stand further out.
 */
final class Outline implements Markup.Listener {
  private static final Pattern MARGIN = Pattern.compile("margin-left\\s*:\\s*(\\d{1,4})");
  private static final int MOST_ROWS = 4_000;
  private static final int DEEPEST = 16;
  private static final int LONGEST_CELL = 200;

  private final List<Row> rows = new ArrayList<>();
  private final Deque<Heading> headings = new ArrayDeque<>();
  private final StringBuilder label = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private int cell;
  private int margin = -1;

  private Outline() {}

  /**
   * One row.
   *
   * @param path its own label last, those it belongs to before it
   */
  record Row(List<String> path, String value) {
    Row {
      path = List.copyOf(path);
    }
  }

  private record Heading(int margin, String label) {}

  static List<Row> of(String html) {
    Outline outline = new Outline();
    Markup.read(html, outline);
    outline.endRow();
    return outline.rows;
  }

  @Override
  public void open(String name, String attributes) {
    switch (name) {
      case "tr", "table" -> endRow();
      case "td", "th" -> cell++;
      default -> {}
    }
    if (cell == 1 && margin < 0) {
      Matcher style = MARGIN.matcher(attributes);
      margin = style.find() ? Integer.parseInt(style.group(1)) : -1;
    }
  }

  @Override
  public void close(String name) {
    if (name.equals("tr") || name.equals("table")) {
      endRow();
    }
  }

  @Override
  public void text(String some) {
    StringBuilder to = cell == 1 ? label : value;
    if ((cell == 1 || cell == 2) && to.length() < LONGEST_CELL) {
      to.append(some, 0, Math.min(some.length(), LONGEST_CELL));
    }
  }

  private void endRow() {
    String name = plain(label);
    if (margin >= 0 && !name.isEmpty() && rows.size() < MOST_ROWS) {
      while (!headings.isEmpty() && headings.getLast().margin >= margin) {
        headings.removeLast();
      }
      if (headings.size() < DEEPEST) {
        headings.addLast(new Heading(margin, name));
      }
      rows.add(new Row(headings.stream().map(Heading::label).toList(), plain(value)));
    }
    label.setLength(0);
    value.setLength(0);
    cell = 0;
    margin = -1;
  }

  private static String plain(StringBuilder text) {
    return text.toString().replaceAll("\\s+", " ").strip();
  }
}
