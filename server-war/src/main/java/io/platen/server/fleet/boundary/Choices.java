package io.platen.server.fleet.boundary;

import io.platen.server.fleet.control.UnknownCursorException;
import io.platen.server.problem.InvalidException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads query parameters and says what would have been right. */
final class Choices {
  private Choices() {}

  static <E extends Enum<E>> E of(Class<E> type, String field, String text) {
    for (E choice : type.getEnumConstants()) {
      if (PrinterJson.word(choice).equalsIgnoreCase(text)) {
        return choice;
      }
    }
    throw new InvalidException(
        field,
        "'" + text + "' is none of the choices",
        Arrays.stream(type.getEnumConstants())
            .map(PrinterJson::word)
            .collect(Collectors.joining(", ")));
  }

  static Instant time(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidException(field, "'" + text + "' is no time", "2026-11-22T05:00:00Z");
    }
  }

  static <T> T page(Supplier<T> query) {
    try {
      return query.get();
    } catch (UnknownCursorException e) {
      throw new InvalidException(
          "cursor", String.valueOf(e.getMessage()), "'next' of the page before");
    }
  }
}
