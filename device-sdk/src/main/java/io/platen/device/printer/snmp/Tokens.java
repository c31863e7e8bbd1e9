package io.platen.device.printer.snmp;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers of RFC 3805 and the IANA printer registry to the tokens of our registries. */
final class Tokens {
  static final long IMPRESSIONS = 7;
  static final long SHEETS = 8;
  static final String UNKNOWN = "unknown";
  private static final String OTHER = "other";

  private static final Map<Long, String> SUPPLY_TYPES =
      Map.ofEntries(
          Map.entry(1L, OTHER),
          Map.entry(2L, UNKNOWN),
          Map.entry(3L, "toner"),
          Map.entry(4L, "waste-toner"),
          Map.entry(5L, "ink"),
          Map.entry(6L, "ink-cartridge"),
          Map.entry(7L, "ink-ribbon"),
          Map.entry(8L, "waste-ink"),
          Map.entry(9L, "opc"),
          Map.entry(10L, "developer"),
          Map.entry(11L, "fuser-oil"),
          Map.entry(12L, "solid-wax"),
          Map.entry(13L, "ribbon-wax"),
          Map.entry(14L, "waste-wax"),
          Map.entry(15L, "fuser"),
          Map.entry(16L, "corona-wire"),
          Map.entry(17L, "fuser-oil-wick"),
          Map.entry(18L, "cleaner-unit"),
          Map.entry(19L, "fuser-cleaning-pad"),
          Map.entry(20L, "transfer-unit"),
          Map.entry(21L, "toner-cartridge"),
          Map.entry(22L, "fuser-oiler"),
          Map.entry(23L, "water"),
          Map.entry(24L, "waste-water"),
          Map.entry(25L, "glue-water-additive"),
          Map.entry(26L, "waste-paper"),
          Map.entry(27L, "binding-supply"),
          Map.entry(28L, "banding-supply"),
          Map.entry(29L, "stitching-wire"),
          Map.entry(30L, "shrink-wrap"),
          Map.entry(31L, "paper-wrap"),
          Map.entry(32L, "staples"),
          Map.entry(33L, "inserts"),
          Map.entry(34L, "covers"));

  private static final Map<Long, String> UNITS =
      Map.ofEntries(
          Map.entry(1L, OTHER),
          Map.entry(2L, UNKNOWN),
          Map.entry(3L, "ten-thousandths-of-inches"),
          Map.entry(4L, "micrometers"),
          Map.entry(5L, "characters"),
          Map.entry(6L, "lines"),
          Map.entry(7L, "impressions"),
          Map.entry(8L, "sheets"),
          Map.entry(9L, "dot-row"),
          Map.entry(11L, "hours"),
          Map.entry(12L, "thousandths-of-ounces"),
          Map.entry(13L, "tenths-of-grams"),
          Map.entry(14L, "hundredths-of-fluid-ounces"),
          Map.entry(15L, "tenths-of-milliliters"),
          Map.entry(16L, "feet"),
          Map.entry(17L, "meters"),
          Map.entry(18L, "items"),
          Map.entry(19L, "percent"));

  private static final Map<Long, String> GROUPS =
      Map.ofEntries(
          Map.entry(1L, OTHER),
          Map.entry(3L, "host-resources-mib-storage-table"),
          Map.entry(4L, "host-resources-mib-device-table"),
          Map.entry(5L, "general-printer"),
          Map.entry(6L, "cover"),
          Map.entry(7L, "localization"),
          Map.entry(8L, "input"),
          Map.entry(9L, "output"),
          Map.entry(10L, "marker"),
          Map.entry(11L, "marker-supplies"),
          Map.entry(12L, "marker-colorant"),
          Map.entry(13L, "media-path"),
          Map.entry(14L, "channel"),
          Map.entry(15L, "interpreter"),
          Map.entry(16L, "console-display-buffer"),
          Map.entry(17L, "console-lights"),
          Map.entry(18L, "alert"),
          Map.entry(30L, "fin-device"),
          Map.entry(31L, "fin-supply"),
          Map.entry(32L, "fin-supply-media-input"),
          Map.entry(33L, "fin-attribute"));

  private static final Map<Long, String> TRAININGS =
      Map.of(
          1L, OTHER,
          2L, UNKNOWN,
          3L, "untrained",
          4L, "trained",
          5L, "field-service",
          6L, "management",
          7L, "no-intervention-required");

  private static final Pattern NO_TOKEN = Pattern.compile("[^a-z0-9]+");

  private Tokens() {}

  static String supplyType(OptionalLong number) {
    return SUPPLY_TYPES.getOrDefault(number.orElse(2), OTHER);
  }

  static String unit(OptionalLong number) {
    return UNITS.getOrDefault(number.orElse(2), OTHER);
  }

  static Optional<String> group(OptionalLong number) {
    return Optional.ofNullable(GROUPS.get(number.orElse(-1)));
  }

  static Optional<String> training(OptionalLong number) {
    return Optional.ofNullable(TRAININGS.get(number.orElse(-1)));
  }

  /** The printer's own word for a colour as a token. */
  static Optional<String> colorant(String word) {
    String token = NO_TOKEN.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("-");
    token = token.replaceAll("^[-0-9]+|-+$", "");
    boolean none = token.isEmpty() || token.equals("none") || token.equals(UNKNOWN);
    return none || token.length() > 64 ? Optional.empty() : Optional.of(token);
  }
}
