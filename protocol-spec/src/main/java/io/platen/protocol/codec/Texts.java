package io.platen.protocol.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Printers put anything into their texts; these make it fit for a document. */
final class Texts {
  private static final int SHORT = 255;
  private static final int LONG = 1_024;
  private static final int TOKEN = 64;
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** At most 255 characters, as the schema's ShortText. */
  static @Nullable String fit(@Nullable String text) {
    return text == null ? null : cut(legal(text), SHORT);
  }

  /** At most 1,024 characters, as the schema's Text. */
  static @Nullable String fitLong(@Nullable String text) {
    return text == null ? null : cut(legal(text), LONG);
  }

  /** Lower case with hyphens; null where nothing is left. */
  static @Nullable String token(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String token = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    token = token.replaceAll("^[^a-z]+|-+$", "");
    return token.isEmpty() ? null : cut(token, TOKEN);
  }

  /** XML has no way to write most control characters, not even escaped. */
  private static String legal(String text) {
    if (text.chars().allMatch(c -> c >= 0x20 && c < 0xD800)) {
      return text;
    }
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints().forEach(c -> legal.appendCodePoint(isXml(c) ? c : REPLACEMENT));
    return legal.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean halvesPair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, halvesPair ? length - 1 : length);
  }
}
