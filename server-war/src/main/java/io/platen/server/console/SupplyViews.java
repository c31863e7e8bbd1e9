package io.platen.server.console;

import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.server.console.view.RawLine;
import io.platen.server.console.view.SupplyBar;
import io.platen.server.console.view.SupplyBar.Look;
import io.platen.server.console.view.Words;
import java.time.Instant;
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
    boolean receptacle = supply.supplyClass() == SupplyClass.RECEPTACLE;
    OptionalInt left = supply.level().percent();
    boolean low = left.isPresent() && left.getAsInt() <= SupplyBar.THRESHOLD;
    OptionalInt percent = receptacle ? filled(left) : left;
    Look look = look(supply.level());
    String label =
        switch (look) {
          case PERCENT, REPLACED -> words.t(labelKey(receptacle, low), name, percent.orElseThrow());
          case SOME_LEFT -> words.t(receptacle ? "supply.label.room" : "supply.label.some", name);
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
        receptacle ? room(supply.level()) : figure(supply.level()),
        label,
        part(supply, name),
        receptacle,
        supply.asOf());
  }

  private static String labelKey(boolean receptacle, boolean low) {
    if (receptacle) {
      return low ? "supply.label.nearlyFull" : "supply.label.full";
    }
    return low ? "supply.label.low" : "supply.label.percent";
  }

  /** What is in a receptacle: its level says how much room is left. */
  private static OptionalInt filled(OptionalInt room) {
    return room.isPresent() ? OptionalInt.of(100 - room.getAsInt()) : room;
  }

  /** A receptacle's level in words: how full it is, or what is known of the room. */
  private String room(SupplyLevel level) {
    return level.match(
        new SupplyLevel.Cases<String>() {
          @Override
          public String measured(SupplyLevel.Measured measured) {
            OptionalInt filled = filled(measured.percent());
            return filled.isPresent()
                ? words.t("supply.full", filled.getAsInt())
                : words.t(
                    "supply.roomFor",
                    words.number(measured.amount()),
                    words.orItself("unit.", measured.unit()));
          }

          @Override
          public String someRemaining() {
            return words.t("supply.room");
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
  static RawLine raw(Supply supply, String source, Instant read) {
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
    return new RawLine(
        name,
        description == null ? given : given + " · " + description,
        source,
        supply.asOf() == null ? read : supply.asOf());
  }
}
