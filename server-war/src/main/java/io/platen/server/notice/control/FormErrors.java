package io.platen.server.notice.control;

import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads fields that people typed, and gathers what is wrong with them. */
final class FormErrors {
  private static final int LONGEST_NAME = 100;

  private final List<FieldError> errors = new ArrayList<>();

  void demandNone() {
    if (!errors.isEmpty()) {
      throw new InvalidException(errors);
    }
  }

  void wrong(String field, String reason, String accepted, @Nullable String typed) {
    errors.add(new FieldError(field, reason, accepted, typed, null));
  }

  String name(@Nullable String typed) {
    String name = text("name", typed);
    if (name.isEmpty()) {
      wrong("name", "It is missing", "1 to " + LONGEST_NAME + " characters", typed);
    }
    return name;
  }

  String text(String field, @Nullable String typed) {
    String text = typed == null ? "" : SafeText.line(typed);
    if (text.length() > LONGEST_NAME) {
      wrong(field, "It is too long", "at most " + LONGEST_NAME + " characters", null);
    }
    return text;
  }

  int whole(String field, @Nullable BigDecimal typed, int usual, int least, int most) {
    if (typed == null) {
      return usual;
    }
    try {
      int number = typed.intValueExact();
      if (number >= least && number <= most) {
        return number;
      }
    } catch (ArithmeticException e) { // told below
    }
    wrong(field, "It is not within bounds", least + " to " + most, typed.toPlainString());
    return usual;
  }

  @Nullable UUID id(String field, @Nullable String typed) {
    return typed == null || typed.isBlank()
        ? null
        : parsed(field, typed.strip(), "an id", UUID::fromString);
  }

  <T> @Nullable T parsed(
      String field, String typed, String accepted, Function<String, @Nullable T> parser) {
    try {
      T read = parser.apply(typed);
      if (read != null) {
        return read;
      }
    } catch (DateTimeException | IllegalArgumentException e) { // told below
    }
    wrong(field, "It cannot be read", accepted, typed);
    return null;
  }
}
