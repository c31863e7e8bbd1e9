package io.platen.device.printer.web.page;

import io.platen.protocol.printer.SupplyLevel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The device statistics of older Lexmark printers, asked for in English. Sides count that were
 * printed, by function and colour; those that were picked from a tray may have jammed.
 */
final class LexmarkStatistics {
  private static final Set<String> FUNCTIONS = Set.of("print", "copy", "fax");

  private static final Map<String, String> COLOURS =
      Map.of(
          "mono", "mono",
          "black", "mono",
          "monochrome", "mono",
          "color", "colour",
          "colour", "colour");

  private static final Map<String, String> SCANS =
      Map.of(
          "total", "scanned-pages",
          "copy", "copy-scanned-pages",
          "network", "scan-to-network-pages");

  private static final String TOTAL = "total";

  private final Facts facts;

  LexmarkStatistics(Facts facts) {
    this.facts = facts;
  }

  void read(List<Outline.Row> rows) {
    for (Outline.Row row : rows) {
      List<String> path = row.path().stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
      meter(path).ifPresent(name -> count(name, row));
      if (path.size() > 1 && path.get(0).contains("supply information")) {
        supply(path, row);
      }
    }
  }

  private void count(String meter, Outline.Row row) {
    OptionalLong count = Numbers.count(row.value());
    if (count.isPresent()) {
      String label = row.path().get(row.path().size() - 1);
      facts.meter(meter, count.getAsLong(), label, place(row));
    }
  }

  private static String place(Outline.Row row) {
    return String.join("/", row.path());
  }

  private static Optional<String> meter(List<String> path) {
    if (path.size() == 2 && path.get(0).contains("scan usage")) {
      return Optional.ofNullable(SCANS.get(path.get(1)));
    }
    return belowPrintedSides(path).flatMap(LexmarkStatistics::sides);
  }

  /** Some models have one heading for it, "Media Printed Side Count", others have two. */
  private static Optional<List<String>> belowPrintedSides(List<String> path) {
    StringBuilder heading = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      heading.append(' ').append(path.get(i));
      String words = heading.toString();
      if (words.contains("side count") && words.contains("printed")) {
        return Optional.of(path.subList(i + 1, path.size()));
      }
    }
    return Optional.empty();
  }

  /** {@code print, mono} is mono-print-impressions; {@code total} is total-impressions. */
  private static Optional<String> sides(List<String> below) {
    if (below.isEmpty() || below.size() > 2) {
      return Optional.empty();
    }
    String first = below.get(0);
    String rest = below.size() == 2 ? below.get(1) : TOTAL;
    if (FUNCTIONS.contains(first)) {
      return colour(rest).map(colour -> colour + first + "-impressions");
    }
    if (first.equals(TOTAL)) {
      return colour(rest).map(colour -> (colour.isEmpty() ? "total-" : colour) + "impressions");
    }
    return below.size() == 1
        ? Optional.ofNullable(COLOURS.get(first)).map(colour -> colour + "-impressions")
        : Optional.empty();
  }

  /** With a dash after it; empty for all colours together. */
  private static Optional<String> colour(String label) {
    return label.equals(TOTAL)
        ? Optional.of("")
        : Optional.ofNullable(COLOURS.get(label)).map(colour -> colour + "-");
  }

  private void supply(List<String> path, Outline.Row row) {
    boolean level = path.size() == 2 || path.get(path.size() - 1).endsWith("level");
    Optional<SupplyLevel> share =
        row.value().endsWith("%") ? Numbers.percent(row.value()) : Optional.empty();
    if (level && share.isPresent()) {
      facts.supply(row.path().get(1), share.get(), null, place(row));
    }
  }
}
