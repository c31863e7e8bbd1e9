package io.platen.device.printer.web.page;

import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.SupplyLevel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brother's maintenance page, {@code /etc/mnt_info.csv}: a line of names and a line of values. The
 * names are English whatever the panel's language is; which columns there are differs from model to
 * model, and one name stands for two things.
 */
final class MaintenanceCsv {
  private static final String SECOND_OTHERS = "others";

  /** What a page of Brother has, and no other one. */
  private static final List<String> OWN = List.of("model name", "serial no.");

  /** Columns whose values are meters; where two have the same, the first that is there counts. */
  private static final Map<String, String> METERS = new LinkedHashMap<>();

  static {
    METERS.put("page counter", "total-impressions");
    METERS.put("total", "total-impressions");
    METERS.put("copy", "copy-impressions");
    METERS.put("print", "print-impressions");
    METERS.put("fax", "fax-impressions");
    METERS.put(SECOND_OTHERS, "other-impressions");
    METERS.put("drum count", "drum-impressions");
    METERS.put("adf scan", "feeder-pages");
    METERS.put("flatbed scan", "flatbed-pages");
    METERS.put("scan page count", "scanned-pages");
    METERS.put("total paper jams", "paper-jams");
    METERS.put("total paper jams(adf)", "scanner-jams");
  }

  private static final Pattern PART =
      Pattern.compile("(% of life remaining|remaining life|replace count) ?\\((.{1,80})\\)");

  private final List<String> titles;
  private final List<String> names;
  private final List<String> values;
  private final Facts facts;

  MaintenanceCsv(String text, Facts facts) {
    List<List<String>> lines = Csv.read(text, 2);
    this.titles = lines.isEmpty() ? List.of() : lines.get(0);
    this.names = titles.stream().map(MaintenanceCsv::plain).toList();
    this.values = lines.size() < 2 ? List.of() : lines.get(1);
    this.facts = facts;
  }

  private static String plain(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replace(" (", "(").strip();
  }

  void read() {
    if (!names.containsAll(OWN)) {
      return;
    }
    facts.identity(find("node name"), PrinterIdentity.Builder::hostName);
    facts.identity(find("model name"), PrinterIdentity.Builder::model);
    facts.serial(find("serial no."), titles.get(names.indexOf("serial no.")));
    facts.identity(find("main firmware version"), PrinterIdentity.Builder::firmware);
    facts.identity(find("location"), PrinterIdentity.Builder::location);
    METERS.forEach(this::meter);
    for (int column = 0; column < names.size(); column++) {
      part(column);
    }
  }

  private Optional<String> find(String name) {
    return value(names.indexOf(name));
  }

  private Optional<String> value(int column) {
    return column >= 0 && column < values.size()
        ? Optional.of(values.get(column))
        : Optional.empty();
  }

  private void meter(String name, String meter) {
    int column = name.equals(SECOND_OTHERS) ? othersOfFunctions() : names.indexOf(name);
    meter(column, meter);
  }

  private void meter(int column, String meter) {
    OptionalLong count = value(column).map(Numbers::count).orElse(OptionalLong.empty());
    if (count.isPresent()) {
      facts.meter(meter, count.getAsLong(), titles.get(column), titles.get(column));
    }
  }

  /**
   * Other paper sizes stand beside paper sizes, other functions beside functions: those have a
   * column for both sides next to them.
   */
  private int othersOfFunctions() {
    for (int column = 0; column < names.size(); column++) {
      if (names.get(column).equals(SECOND_OTHERS)
          && (isTwoSided(column + 1) || isTwoSided(column - 1))) {
        return column;
      }
    }
    return -1;
  }

  private boolean isTwoSided(int column) {
    return column >= 0 && column < names.size() && names.get(column).endsWith(" 2-sided print");
  }

  private void part(int column) {
    Matcher part = PART.matcher(names.get(column));
    if (!part.matches()) {
      return;
    }
    String name = titles.get(column).replaceFirst("^[^(]*\\(", "").replaceFirst("\\)\\s*$", "");
    switch (part.group(1)) {
      case "replace count" -> replaced(column, SupplyWords.of(name));
      case "remaining life" -> remaining(column, name, part.group(2));
      default -> percent(column, name);
    }
  }

  private void percent(int column, String name) {
    value(column)
        .flatMap(Numbers::percent)
        .ifPresent(level -> facts.supply(name, level, null, titles.get(column)));
  }

  /** In pages; where the share is told too, that counts. */
  private void remaining(int column, String name, String part) {
    boolean hasShare =
        find("% of life remaining(" + part + ")").flatMap(Numbers::percent).isPresent();
    OptionalLong pages = value(column).map(Numbers::count).orElse(OptionalLong.empty());
    if (!hasShare && pages.isPresent()) {
      facts.supply(
          name,
          new SupplyLevel.Measured(pages.getAsLong(), null, "impressions"),
          null,
          titles.get(column));
    }
  }

  private void replaced(int column, SupplyWords part) {
    if (part.type().equals("toner")) {
      meter(column, "replaced-" + part.colorant() + "-cartridges");
    } else if (part.type().equals("opc") && part.colorant() == null) {
      meter(column, "replaced-drums");
    }
  }
}
