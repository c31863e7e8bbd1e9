package io.platen.conformance.report;

import io.platen.conformance.json.JsonReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What {@code results.json} says, read again. */
record Findings(
    String role,
    List<String> profiles,
    Claim.Suite suite,
    Instant started,
    String conclusion,
    List<Finding> tests) {
  Findings {
    profiles = List.copyOf(profiles);
    tests = List.copyOf(tests);
  }

  /**
   * Of one test.
   *
   * @param trouble why it was skipped or does not apply
   * @param uncounted why it does not count
   */
  record Finding(
      String name, String verdict, Optional<String> trouble, Optional<String> uncounted) {}

  /**
   * @throws IOException where it is not what a run of this suite writes
   */
  static Findings read(String json) throws IOException {
    try {
      return of(map(JsonReader.read(json)));
    } catch (IllegalArgumentException | ClassCastException | DateTimeException e) {
      throw new IOException("results.json cannot be read: " + e.getMessage(), e);
    }
  }

  private static Findings of(Map<?, ?> root) {
    Map<?, ?> suite = map(root.get("suite"));
    return new Findings(
        text(root, "role"),
        ((List<?>) required(root, "profiles")).stream().map(Object::toString).toList(),
        new Claim.Suite(text(suite, "version"), optional(suite, "sha256")),
        Instant.parse(text(root, "started")),
        text(root, "conclusion"),
        ((List<?>) required(root, "tests")).stream().map(each -> finding(map(each))).toList());
  }

  private static Finding finding(Map<?, ?> test) {
    return new Finding(
        text(test, "name"),
        text(test, "verdict"),
        optional(test, "trouble"),
        optional(test, "notCounted"));
  }

  private static Map<?, ?> map(@org.jspecify.annotations.Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value, "an object");
  }

  private static Object required(Map<?, ?> from, String name) {
    Object value = from.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }

  private static String text(Map<?, ?> from, String name) {
    return required(from, name).toString();
  }

  /** The reader of JSON has the word for null. */
  private static Optional<String> optional(Map<?, ?> from, String name) {
    return Optional.ofNullable((Object) from.get(name))
        .map(Object::toString)
        .filter(each -> !each.equals("null"));
  }
}
