package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.profile.PrinterProfile.Quirks;
import io.platen.protocol.profile.PrinterProfile.ReceptacleRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** RFC 3805 prtMarkerSuppliesTable and prtInputTable as supplies and trays. */
final class Supplies {
  private static final int CONSUMED = 3;
  private static final int RECEPTACLE = 4;

  /** Some makers write a cartridge's serial number into its description. */
  private static final Pattern SERIAL =
      Pattern.compile(
          "[,;]?\\s*\\bS/?N[:\\s]*((?=[A-Z]*[0-9])[A-Z0-9]{5,})\\b", Pattern.CASE_INSENSITIVE);

  /** The colour by its English word, for agents that do not join a colorant. */
  private static final Pattern COLOUR =
      Pattern.compile("\\b(black|cyan|magenta|yellow)\\b", Pattern.CASE_INSENSITIVE);

  private final Reading reading;
  private final Quirks quirks;
  private final @Nullable String model;

  private Supplies(Reading reading, Quirks quirks, @Nullable String model) {
    this.reading = reading;
    this.quirks = quirks;
    this.model = model;
  }

  static List<Supply> of(Reading reading, Quirks quirks, @Nullable String model) {
    Supplies supplies = new Supplies(reading, quirks, model);
    return reading.rows(Mib.SUPPLY_LEVEL).stream().map(supplies::supply).toList();
  }

  static List<Tray> traysOf(Reading reading) {
    return reading.rows(Mib.INPUT_LEVEL).stream().map(row -> tray(reading, row)).toList();
  }

  private Supply supply(OID row) {
    String type = Tokens.supplyType(reading.number(Mib.SUPPLY_TYPE, row));
    Optional<String> words = reading.text(Mib.SUPPLY_DESCRIPTION, row);
    Optional<String> serial = words.flatMap(Supplies::serial);
    SupplyClass supplyClass = supplyClass(reading.number(Mib.SUPPLY_CLASS, row), type);
    return new Supply(
        row.toDottedString(),
        type,
        supplyClass,
        colorant(row, words).orElse(null),
        words.map(Supplies::withoutSerial).filter(text -> !text.isEmpty()).orElse(null),
        serial.orElse(null),
        Mib.at(Mib.SUPPLY_LEVEL, row.getValue()).toDottedString(),
        level(row, supplyClass));
  }

  private SupplyLevel level(OID row, SupplyClass supplyClass) {
    OptionalLong number = reading.number(Mib.SUPPLY_LEVEL, row);
    OptionalLong capacity = reading.number(Mib.SUPPLY_CAPACITY, row);
    String unit = Tokens.supplyUnit(reading.number(Mib.SUPPLY_UNIT, row));
    boolean isAmount = capacity.orElse(-1) > 0 || unit.equals(Measured.PERCENT);
    // Some agents send what is below zero unsigned.
    if (number.isPresent() && (!isAmount || (int) number.getAsLong() < 0)) {
      Optional<SupplyLevel> state = Levels.state(number.getAsLong(), quirks);
      if (state.isPresent()) {
        return state.get();
      }
    }
    SupplyLevel level = Levels.of(number, capacity, unit);
    return supplyClass == SupplyClass.RECEPTACLE && isFilled() ? Levels.turned(level) : level;
  }

  /** RFC 3805 has the free room of a receptacle; some models tell what is in it. */
  private boolean isFilled() {
    return quirks.receptacles().stream()
        .filter(rule -> rule.model() == null || (model != null && rule.model().isIn(model)))
        .findFirst()
        .filter(ReceptacleRule::filled)
        .isPresent();
  }

  private static SupplyClass supplyClass(OptionalLong number, String type) {
    if (number.isEmpty()) {
      return type.startsWith("waste-") ? SupplyClass.RECEPTACLE : SupplyClass.CONSUMED;
    }
    if (number.getAsLong() == CONSUMED) {
      return SupplyClass.CONSUMED;
    }
    return number.getAsLong() == RECEPTACLE ? SupplyClass.RECEPTACLE : SupplyClass.OTHER;
  }

  /** Joined by the colorant's own index: the order of the rows differs from maker to maker. */
  private Optional<String> colorant(OID row, Optional<String> words) {
    OptionalLong index = reading.number(Mib.SUPPLY_COLORANT, row);
    if (index.isPresent() && index.getAsLong() > 0) {
      Optional<String> joined =
          reading
              .text(Mib.at(Mib.COLORANT_VALUE, row.get(0), (int) index.getAsLong()))
              .flatMap(Tokens::colorant);
      if (joined.isPresent()) {
        return joined;
      }
    }
    return words.map(COLOUR::matcher).filter(Matcher::find).map(found -> lower(found.group(1)));
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static Optional<String> serial(String words) {
    Matcher found = SERIAL.matcher(words);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The serial number has a data class of its own and must not slip past its mask. */
  private static String withoutSerial(String words) {
    return SERIAL.matcher(words).replaceFirst("").strip();
  }

  private static Tray tray(Reading reading, OID row) {
    return new Tray(
        row.toDottedString(),
        reading.text(Mib.INPUT_NAME, row).orElse(null),
        reading.text(Mib.INPUT_MEDIA, row).orElse(null),
        Levels.of(
            reading.number(Mib.INPUT_LEVEL, row),
            reading.number(Mib.INPUT_CAPACITY, row),
            Tokens.capacityUnit(reading.number(Mib.INPUT_UNIT, row))),
        Mib.at(Mib.INPUT_LEVEL, row.getValue()).toDottedString(),
        null);
  }
}
