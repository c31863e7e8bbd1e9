package io.platen.device.printer.ipp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The colour of a supply, by what it says of itself and never by its place among others. */
final class IppColours {
  private static final Map<String, String> BY_VALUE =
      Map.of(
          "#000000", "black",
          "#00ffff", "cyan",
          "#ff00ff", "magenta",
          "#ffff00", "yellow");

  private static final List<String> NAMES = List.of("black", "cyan", "magenta", "yellow");

  private IppColours() {}

  /** Of a name or of {@code #RRGGBB}; empty where it has none or several. */
  static Optional<String> of(String colour) {
    String plain = colour.strip().toLowerCase(Locale.ROOT);
    if (plain.startsWith("#")) {
      return Optional.ofNullable(BY_VALUE.get(plain));
    }
    return plain.isEmpty()
            || plain.equals("none")
            || plain.equals("unknown")
            || plain.equals("other")
        ? Optional.empty()
        : Optional.of(plain);
  }

  /** The one colour that a description names. */
  static Optional<String> in(String description) {
    String words = description.toLowerCase(Locale.ROOT);
    List<String> named = NAMES.stream().filter(words::contains).toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }
}
