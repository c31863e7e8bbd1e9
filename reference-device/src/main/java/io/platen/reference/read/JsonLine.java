package io.platen.reference.read;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object as one line, member by member in the order in which they are given. */
public final class JsonLine {
  private final StringBuilder out = new StringBuilder("{");
  private boolean first = true;

  public JsonLine text(String name, @Nullable String value) {
    return raw(name, value == null ? "null" : quote(value));
  }

  JsonLine number(String name, @Nullable Number value) {
    return raw(name, String.valueOf(value));
  }

  JsonLine flag(String name, boolean value) {
    return raw(name, String.valueOf(value));
  }

  JsonLine texts(String name, List<String> values) {
    return raw(name, "[" + String.join(",", values.stream().map(JsonLine::quote).toList()) + "]");
  }

  JsonLine object(String name, JsonLine value) {
    return raw(name, value.toString());
  }

  <T> JsonLine objects(String name, List<T> items, BiConsumer<JsonLine, T> members) {
    List<String> written =
        items.stream()
            .map(
                item -> {
                  JsonLine each = new JsonLine();
                  members.accept(each, item);
                  return each.toString();
                })
            .toList();
    return raw(name, "[" + String.join(",", written) + "]");
  }

  private JsonLine raw(String name, String value) {
    out.append(first ? "" : ",").append(quote(name)).append(':').append(value);
    first = false;
    return this;
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return out + "}";
  }
}
