package io.platen.device.printer.web.page;

import io.platen.protocol.printer.SupplyClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a supply is, by its English name. What a waste box's figure means no page says: its level is
 * not read.
 *
 * @param type a token of the registry of supply types
 * @param colorant null where it has none, or all
 */
record SupplyWords(String type, @Nullable String colorant) {
  private static final List<String> COLORS = List.of("cyan", "magenta", "yellow", "black");

  /** The first that is found counts: a toner cartridge's waste box is a waste box. */
  private static final List<Map.Entry<Pattern, String>> TYPES =
      List.of(
          type("waste", "waste-toner"),
          type("imaging|photo ?conductor|\\bdrum|\\bpc unit", "opc"),
          type("fuser", "fuser"),
          type("transfer|\\bbelt", "transfer-unit"),
          type("\\bink\\b", "ink-cartridge"),
          type("toner|cartridge", "toner"),
          type("staple", "staples"));

  private static Map.Entry<Pattern, String> type(String words, String token) {
    return Map.entry(Pattern.compile(words), token);
  }

  static SupplyWords of(String name) {
    String words = name.toLowerCase(Locale.ROOT);
    String type =
        TYPES.stream()
            .filter(each -> each.getKey().matcher(words).find())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("other");
    Optional<String> colorant = COLORS.stream().filter(words::contains).findFirst();
    // Who has one toner has a black one.
    return new SupplyWords(type, colorant.orElse(type.equals("toner") ? "black" : null));
  }

  boolean isReceptacle() {
    return type.equals("waste-toner");
  }

  SupplyClass supplyClass() {
    return isReceptacle() ? SupplyClass.RECEPTACLE : SupplyClass.CONSUMED;
  }
}
