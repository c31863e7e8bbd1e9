package io.platen.device.printer.snmp;

import io.platen.protocol.registry.AlertGroups;
import io.platen.protocol.registry.SupplyTypes;
import io.platen.protocol.registry.TrainingLevels;
import io.platen.protocol.registry.Units;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers of RFC 3805 as tokens of the registries; one that is missing counts as unknown. */
final class Tokens {
  private static final long SHEETS = 8;
  static final String UNKNOWN = "unknown";
  private static final long UNKNOWN_NUMBER = 2;
  private static final int LONGEST = 64;

  private static final Pattern NO_TOKEN = Pattern.compile("[^a-z0-9]+");
  private static final Pattern NO_ENDS = Pattern.compile("^[-0-9]+|-+$");

  private Tokens() {}

  static String supplyType(OptionalLong number) {
    return SupplyTypes.token((int) number.orElse(UNKNOWN_NUMBER));
  }

  static String supplyUnit(OptionalLong number) {
    return Units.supplyToken((int) number.orElse(UNKNOWN_NUMBER));
  }

  static String counterUnit(OptionalLong number) {
    return Units.counterToken((int) number.orElse(UNKNOWN_NUMBER));
  }

  static String capacityUnit(OptionalLong number) {
    return Units.capacityToken((int) number.orElse(SHEETS));
  }

  static Optional<String> group(OptionalLong number) {
    return number.isPresent()
        ? Optional.of(AlertGroups.token((int) number.getAsLong()))
        : Optional.empty();
  }

  static Optional<String> training(OptionalLong number) {
    return number.isPresent()
        ? Optional.of(TrainingLevels.token((int) number.getAsLong()))
        : Optional.empty();
  }

  /** The printer's own word for a colour as a token. */
  static Optional<String> colorant(String word) {
    String joined = NO_TOKEN.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("-");
    String token = NO_ENDS.matcher(joined).replaceAll("");
    boolean none = token.isEmpty() || token.equals("none") || token.equals(UNKNOWN);
    return none || token.length() > LONGEST ? Optional.empty() : Optional.of(token);
  }
}
