package io.platen.device.printer.ipp;

import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.registry.Registry;
import io.platen.protocol.registry.SupplyTypes;
import io.platen.protocol.registry.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Supplies: printer-supply of PWG 5100.13, or the parallel marker attributes of CUPS. */
final class IppSupplies {
  private static final String SUPPLY = "printer-supply";
  private static final String LEVELS = "marker-levels";
  private static final long FULL = 100;
  private static final String UNKNOWN = "unknown";

  private final IppAnswer answer;

  private IppSupplies(IppAnswer answer) {
    this.answer = answer;
  }

  static List<Supply> of(IppAnswer answer) {
    IppSupplies supplies = new IppSupplies(answer);
    List<Supply> standard = supplies.standard();
    return standard.isEmpty() ? supplies.markers() : standard;
  }

  private List<Supply> standard() {
    List<Pairs> rows = Pairs.all(answer.texts(SUPPLY, Texts.LONG));
    List<Optional<String>> names = answer.texts("printer-supply-description", Texts.SHORT);
    List<Supply> supplies = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      // Descriptions belong to rows by their place, where there are as many.
      Optional<String> name = names.size() == rows.size() ? names.get(i) : Optional.empty();
      supplies.add(standard(rows.get(i), name, i + 1));
    }
    return supplies;
  }

  private static Supply standard(Pairs row, Optional<String> name, int place) {
    String type = registered(SupplyTypes.registry(), row.token("type"));
    Optional<String> colour =
        row.text("colorantname").flatMap(IppColours::of).or(() -> name.flatMap(IppColours::in));
    return new Supply(
        "1." + place,
        type,
        supplyClass(row.token("class"), type),
        colour.orElse(null),
        name.orElse(null),
        null,
        "ipp:" + SUPPLY,
        level(row));
  }

  private static String registered(Registry registry, Optional<String> token) {
    return token.filter(each -> registry.find(each).isPresent()).orElse(UNKNOWN);
  }

  private static SupplyClass supplyClass(Optional<String> token, String type) {
    return switch (token.orElse("")) {
      case "supply-that-is-consumed" -> SupplyClass.CONSUMED;
      case "receptacle-that-is-filled" -> SupplyClass.RECEPTACLE;
      case "other" -> SupplyClass.OTHER;
      default -> isWaste(type) ? SupplyClass.RECEPTACLE : SupplyClass.CONSUMED;
    };
  }

  private static boolean isWaste(String type) {
    return type.startsWith("waste");
  }

  /** As RFC 3805 has it: -1 is without a limit, -2 unknown, -3 some. */
  private static SupplyLevel level(Pairs row) {
    OptionalLong level = row.number("level");
    if (level.isEmpty()) {
      return new SupplyLevel.Unknown();
    }
    long amount = level.getAsLong();
    if (amount == -1) {
      return new SupplyLevel.Unlimited();
    }
    return amount < 0
        ? special(amount)
        : measured(
            amount,
            row.number("maxcapacity").orElse(-2),
            registered(Units.registry(), row.token("unit")));
  }

  private static SupplyLevel measured(long amount, long capacity, String unit) {
    if (unit.equals(Measured.PERCENT) && amount <= FULL) {
      return new Measured(amount, FULL, unit);
    }
    return amount == 0 && capacity == 0
        ? new SupplyLevel.Unknown()
        : new Measured(amount, capacity > 0 ? capacity : null, unit);
  }

  private static SupplyLevel special(long amount) {
    return amount == -3 ? new SupplyLevel.SomeRemaining() : new SupplyLevel.Unknown();
  }

  private List<Supply> markers() {
    List<OptionalInt> levels = answer.integers(LEVELS);
    List<Supply> supplies = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      supplies.add(marker(levels.get(i), i, levels.size()));
    }
    return supplies;
  }

  private Supply marker(OptionalInt level, int place, int count) {
    Optional<String> name = marker("marker-names", place, count);
    String type =
        registered(
            SupplyTypes.registry(),
            marker("marker-types", place, count).map(text -> text.toLowerCase(Locale.ROOT)));
    Optional<String> colour =
        marker("marker-colors", place, count)
            .map(IppColours::of)
            .orElseGet(() -> name.flatMap(IppColours::in));
    return new Supply(
        "1." + (place + 1),
        type,
        isWaste(type) ? SupplyClass.RECEPTACLE : SupplyClass.CONSUMED,
        colour.orElse(null),
        name.orElse(null),
        null,
        "ipp:" + LEVELS,
        markerLevel(level, isWaste(type)));
  }

  /** Where there are not as many values as levels nobody knows which belongs to which. */
  private Optional<String> marker(String attribute, int place, int count) {
    List<Optional<String>> texts = answer.texts(attribute, Texts.SHORT);
    return texts.size() == count ? texts.get(place) : Optional.empty();
  }

  /** A percentage, of a waste box how full it is; -1 is not available, -2 unknown, -3 some. */
  private static SupplyLevel markerLevel(OptionalInt level, boolean waste) {
    int percent = level.orElse(-2);
    if (percent < 0) {
      return special(percent);
    }
    long share = Math.min(FULL, percent);
    return new Measured(waste ? FULL - share : share, FULL, Measured.PERCENT);
  }
}
