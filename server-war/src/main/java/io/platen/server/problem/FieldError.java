package io.platen.server.problem;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what somebody typed.
 *
 * @param field its name, e.g. {@code target}
 * @param reason what is wrong with it
 * @param accepted the forms that are accepted, in words
 * @param typed what it was, for those who say it in another language; null where it is no one value
 * @param line of a file, from 1; null where there is no file
 */
public record FieldError(
    String field, String reason, String accepted, @Nullable String typed, @Nullable Long line) {

  public FieldError(String field, String reason, String accepted) {
    this(field, reason, accepted, null, null);
  }

  /** The same in a line of a file. */
  public FieldError inLine(long number) {
    return new FieldError(field, reason, accepted, typed, number);
  }
}
