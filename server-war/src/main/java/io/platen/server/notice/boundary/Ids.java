package io.platen.server.notice.boundary;

import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands in paths and bodies of these resources. */
final class Ids {
  private Ids() {}

  /** What is no id names nothing. */
  static UUID of(String what, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw RefusedException.notFound(what + " " + text);
    }
  }

  static <T> T there(@Nullable T body, String accepted) {
    if (body == null) {
      throw new InvalidException("body", "It is empty", accepted);
    }
    return body;
  }

  static String token(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
