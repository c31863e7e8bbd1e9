package io.platen.server.fleet.control;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the sort value and id of its last row. Rows that come or go meanwhile neither
 * repeat nor hide others.
 */
record Cursor(String order, String value, long id) {

  String encode() {
    String text = order + "\n" + id + "\n" + value;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Null for the first page. */
  static @Nullable Cursor decode(@Nullable String cursor, String order) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split("\n", 3);
      if (parts.length == 3 && parts[0].equals(order)) {
        return new Cursor(order, parts[2], Long.parseLong(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw new UnknownCursorException(e);
    }
    throw new UnknownCursorException(null);
  }
}
