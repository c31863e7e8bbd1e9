package io.platen.server.release.control;

import io.platen.protocol.Limit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a metadata file.
 *
 * @param version 0 for the timestamp, which has none in its name
 */
record FileName(String text, long version, String role) {
  static final String TIMESTAMP = "timestamp.xml";

  private static final Pattern NUMBERED =
      Pattern.compile("([1-9][0-9]{0,15})\\.([a-z][a-z0-9-]{0,63})\\.xml");

  static Optional<FileName> of(String text) {
    if (text.equals(TIMESTAMP)) {
      return Optional.of(new FileName(text, 0, "timestamp"));
    }
    Matcher name = NUMBERED.matcher(text);
    return name.matches() && !name.group(2).equals("timestamp")
        ? Optional.of(new FileName(text, Long.parseLong(name.group(1)), name.group(2)))
        : Optional.empty();
  }

  boolean isTimestamp() {
    return version == 0;
  }

  /** No device would read more (PLT-UPD-006). */
  long mostBytes() {
    return switch (role) {
      case "root" -> Limit.ROOT_BYTES.value();
      case "timestamp" -> Limit.TIMESTAMP_BYTES.value();
      case "snapshot" -> Limit.SNAPSHOT_BYTES.value();
      default -> Limit.TARGETS_BYTES.value();
    };
  }
}
