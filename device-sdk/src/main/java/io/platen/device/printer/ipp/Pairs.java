package io.platen.device.printer.ipp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code type=toner;level=92;}: words of the Printer MIB as pairs, in any order, keys in any case.
 * PWG 5100.9 and 5100.13.
 */
final class Pairs {
  /** Some printers put two rows into one value: a new one begins behind a comma. */
  private static final Pattern BETWEEN_ROWS =
      Pattern.compile(
          "[;,]\\s*,\\s*|,(?=\\s*(?:index|class|type|code)\\s*=)", Pattern.CASE_INSENSITIVE);

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[\\s_]+");

  private final Map<String, String> values = new HashMap<>();

  private Pairs() {}

  /** The rows of one value; those without any pair are left out. */
  static Stream<Pairs> rows(String value) {
    return Stream.of(BETWEEN_ROWS.split(value, -1))
        .map(Pairs::row)
        .filter(pairs -> !pairs.values.isEmpty());
  }

  private static Pairs row(String text) {
    Pairs pairs = new Pairs();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && !part.substring(equals + 1).isBlank()) {
        pairs.values.putIfAbsent(
            part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            part.substring(equals + 1).strip());
      }
    }
    return pairs;
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key));
  }

  OptionalLong number(String key) {
    return text(key)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /** A word of the MIB as the registries have it: {@code waste-toner} for {@code wasteToner}. */
  Optional<String> token(String key) {
    return text(key).map(word -> HUMP.matcher(word).replaceAll("-").toLowerCase(Locale.ROOT));
  }

  /** The rows of all values. */
  static List<Pairs> all(List<Optional<String>> values) {
    return values.stream().flatMap(Optional::stream).flatMap(Pairs::rows).toList();
  }
}
