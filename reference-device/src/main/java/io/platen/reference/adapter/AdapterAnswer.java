package io.platen.reference.adapter;

import io.platen.reference.read.JsonLine;
import java.util.Locale;
import java.util.Map;

/**
 * One line of JSON for the suite.
 *
 * @param members beside outcome and detail
 */
record AdapterAnswer(Outcome outcome, String detail, Map<String, String> members) {
  /** Those of {@code docs/reference/adapter.md}. */
  enum Outcome {
    DONE,
    REFUSED,
    FAILED,
    CRASHED,
    UNSUPPORTED
  }

  AdapterAnswer(Outcome outcome, String detail) {
    this(outcome, detail, Map.of());
  }

  static AdapterAnswer done() {
    return new AdapterAnswer(Outcome.DONE, "");
  }

  String line() {
    JsonLine line =
        new JsonLine()
            .text("outcome", outcome.name().toLowerCase(Locale.ROOT))
            .text("detail", detail);
    members.forEach(line::text);
    return line.toString();
  }
}
