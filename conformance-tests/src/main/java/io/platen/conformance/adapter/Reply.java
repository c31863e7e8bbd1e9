package io.platen.conformance.adapter;

import io.platen.conformance.json.JsonReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one JSON line that an adapter answers with.
 *
 * @param detail in the adapter's words; empty where it says nothing
 * @param members all members of the line, also those that the suite does not know
 */
public record Reply(Outcome outcome, String detail, Map<String, Object> members) {
  public Reply {
    members = Map.copyOf(members);
  }

  /** What became of a command. */
  public enum Outcome {
    /** It was carried out. */
    DONE,
    /** The device did not accept what a server gave it. */
    REFUSED,
    /** The device tried, and it did not work: no host answered, or none as it should. */
    FAILED,
    /** The device crashed; the adapter itself works. */
    CRASHED,
    /** The device has no such thing, or the adapter cannot ask for it. */
    UNSUPPORTED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Outcome> of(Object word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
  }

  public static Reply of(Outcome outcome, String detail) {
    return new Reply(outcome, detail, Map.of("outcome", outcome.word(), "detail", detail));
  }

  /**
   * Reads what an adapter printed.
   *
   * @throws AdapterFault where it is anything but one line with a JSON object and a known outcome
   */
  static Reply read(String printed) {
    String line = printed.strip();
    if (line.isEmpty()) {
      throw new AdapterFault("it printed nothing, where one JSON line was due");
    }
    if (line.lines().count() > 1) {
      throw new AdapterFault("it printed more than one line; notes belong on standard error");
    }
    try {
      if (JsonReader.read(line) instanceof Map<?, ?> object) {
        return of(object);
      }
    } catch (IllegalArgumentException e) {
      throw new AdapterFault("it printed no JSON (" + e.getMessage() + "): " + shortened(line));
    }
    throw new AdapterFault("it printed no JSON object: " + shortened(line));
  }

  private static Reply of(Map<?, ?> object) {
    Map<String, Object> members =
        object.entrySet().stream()
            .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue));
    Object word = members.getOrDefault("outcome", "");
    Outcome outcome =
        Outcome.of(word)
            .orElseThrow(
                () -> new AdapterFault("its outcome is \"" + word + "\"; known are " + known()));
    return new Reply(outcome, String.valueOf(members.getOrDefault("detail", "")), members);
  }

  private static String known() {
    return Arrays.stream(Outcome.values()).map(Outcome::word).collect(Collectors.joining(", "));
  }

  private static String shortened(String line) {
    return line.length() > 120 ? line.substring(0, 120) + "..." : line;
  }

  /** For a report: the outcome, with the adapter's words where it has any. */
  @Override
  public String toString() {
    String word = outcome.name().toLowerCase(Locale.ROOT);
    return detail.isEmpty() ? word : word + " (" + detail + ")";
  }
}
