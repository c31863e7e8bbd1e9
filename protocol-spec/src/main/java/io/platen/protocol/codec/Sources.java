package io.platen.protocol.codec;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a value was read, made to fit for a document (the schema's type Source). */
final class Sources {
  private static final int LONGEST = 255;
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]+(\\.[0-9]+)+(#[0-9A-F]{2,8})?|[a-z][a-z0-9-]{0,15}:[!-*,-~]+)"
              + "(\\+([0-9]+(\\.[0-9]+)+(#[0-9A-F]{2,8})?|[a-z][a-z0-9-]{0,15}:[!-*,-~]+))*");

  private Sources() {}

  /** Of a long sum as many parts as there is room for; null where it has not the form. */
  static @Nullable String fit(@Nullable String source) {
    if (source == null) {
      return null;
    }
    String room = source;
    if (source.length() > LONGEST) {
      int end = source.lastIndexOf('+', LONGEST);
      room = end < 0 ? "" : source.substring(0, end);
    }
    return FORM.matcher(room).matches() ? room : null;
  }
}
