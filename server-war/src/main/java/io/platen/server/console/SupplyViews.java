package io.platen.server.console;

import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.SupplyBar;
import io.platen.server.console.view.SupplyBar.Look;
import io.platen.server.console.view.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Supplies as bars: each level has exactly one look. */
final class SupplyViews {
  private static final Map<String, String> INKS =
      Map.of("black", "k", "cyan", "c", "magenta", "m", "yellow", "y");
  private static final String ORDER = "kcmyn";

  private final Words words;

  SupplyViews(Words words) {
    this.words = words;
  }

  /** Inks first, in the order that printers of people's hands have them. */
  List<SupplyBar> bars(List<Supply> supplies) {
    return supplies.stream()
        .map(this::bar)
        .sorted(Comparator.comparingInt(bar -> ORDER.indexOf(bar.ink())))
        .toList();
  }

  private SupplyBar bar(Supply supply) {
    String ink = isInk(supply) ? INKS.getOrDefault(colorant(supply), "n") : "n";
    String letter = ink.equals("n") ? "" : ink.toUpperCase(Locale.ROOT);
    String name = name(supply);
    OptionalInt percent = supply.level().percent();
    boolean low = percent.isPresent() && percent.getAsInt() <= SupplyBar.THRESHOLD;
    Look look = look(supply.level());
    String label =
        switch (look) {
          case PERCENT, REPLACED ->
              words.t(
                  low ? "supply.label.low" : "supply.label.percent", name, percent.orElseThrow());
          case SOME_LEFT -> words.t("supply.label.some", name);
          case UNKNOWN -> words.t("supply.label.unknown", name);
          case UNLIMITED -> words.t("supply.label.unlimited", name);
        };
    return new SupplyBar(
        letter,
        ink,
        name,
        look,
        percent.orElse(0),
        low,
        figure(supply.level()),
        label,
        part(supply, name));
  }

  private static boolean isInk(Supply supply) {
    return supply.type().startsWith("toner") || supply.type().startsWith("ink");
  }

  private static String colorant(Supply supply) {
    return supply.colorant() == null ? "" : supply.colorant().toLowerCase(Locale.ROOT);
  }

  private String name(Supply supply) {
    String type = words.orItself("supplyType.", supply.type());
    String colorant = colorant(supply);
    if (colorant.isEmpty() || colorant.equals("none") || colorant.equals("unknown")) {
      return type;
    }
    return words.t("supply.name", type, words.orItself("colorant.", colorant));
  }

  private static @Nullable String part(Supply supply, String name) {
    String description = supply.description();
    return description == null || description.isBlank() || description.equalsIgnoreCase(name)
        ? null
        : description;
  }

  private static Look look(SupplyLevel level) {
    return level.match(
        new SupplyLevel.Cases<Look>() {
          @Override
          public Look measured(SupplyLevel.Measured measured) {
            return measured.percent().isPresent() ? Look.PERCENT : Look.SOME_LEFT;
          }

          @Override
          public Look someRemaining() {
            return Look.SOME_LEFT;
          }

          @Override
          public Look unknown() {
            return Look.UNKNOWN;
          }

          @Override
          public Look unlimited() {
            return Look.UNLIMITED;
          }
        });
  }

  /** A level in words; an amount of which nobody knows the whole stays an amount. */
  String figure(SupplyLevel level) {
    return level.match(
        new SupplyLevel.Cases<String>() {
          @Override
          public String measured(SupplyLevel.Measured measured) {
            OptionalInt percent = measured.percent();
            return percent.isPresent()
                ? words.t("supply.percent", percent.getAsInt())
                : words.t(
                    "supply.amount",
                    words.number(measured.amount()),
                    words.orItself("unit.", measured.unit()));
          }

          @Override
          public String someRemaining() {
            return words.t("supply.some");
          }

          @Override
          public String unknown() {
            return words.t("supply.unknown");
          }

          @Override
          public String unlimited() {
            return words.t("supply.unlimited");
          }
        });
  }

  /** What the printer gave, so that a clamped figure can be checked. */
  static Fact raw(Supply supply) {
    String description = supply.description();
    String name = supply.type() + " " + supply.index();
    String given =
        supply
            .level()
            .match(
                new SupplyLevel.Cases<String>() {
                  @Override
                  public String measured(SupplyLevel.Measured measured) {
                    String of = measured.capacity() == null ? "" : " / " + measured.capacity();
                    return measured.amount() + of + " " + measured.unit();
                  }

                  @Override
                  public String someRemaining() {
                    return "-3";
                  }

                  @Override
                  public String unknown() {
                    return "-2";
                  }

                  @Override
                  public String unlimited() {
                    return "-1";
                  }
                });
    return new Fact(name, description == null ? given : given + " · " + description, true);
  }
}
