package io.platen.server.problem;

import java.util.List;
import java.util.stream.Collectors;

/** What somebody typed cannot be taken; every error is told at once, and nothing was changed. */
public final class InvalidException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  public InvalidException(List<FieldError> errors) {
    super(
        errors.stream()
            .map(error -> error.field() + ": " + error.reason())
            .collect(Collectors.joining("; ")));
    this.errors = List.copyOf(errors);
  }

  public InvalidException(String field, String reason, String accepted) {
    this(List.of(new FieldError(field, reason, accepted)));
  }

  public List<FieldError> errors() {
    return errors;
  }
}
