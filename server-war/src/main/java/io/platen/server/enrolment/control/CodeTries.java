package io.platen.server.enrolment.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Bounds the guessing of codes. Wrong tries count for a code and the source that they come from
 * together, and for the source: who guesses burns his own tries, and never another's code. The rows
 * stay locked until the transaction ends, so that many at once count as many.
 */
final class CodeTries {
  /** [PLT-ENR-008] */
  static final int OF_CODE_AT_SOURCE = 5;

  /** Whole sites come from one address: more than one person's typing errors. */
  static final int OF_SOURCE = 100;

  static final Duration SOURCE_WINDOW = Duration.ofHours(1);

  private final Connection connection;
  private final Instant now;
  private final String code;
  private final String source;
  private final int codeFailures;
  private final WindowCount ofSource;

  private CodeTries(
      Connection connection,
      Instant now,
      String code,
      String source,
      int codeFailures,
      WindowCount ofSource) {
    this.connection = connection;
    this.now = now;
    this.code = code;
    this.source = source;
    this.codeFailures = codeFailures;
    this.ofSource = ofSource;
  }

  /** Takes the locks, in the order of the subjects. */
  static CodeTries lock(Connection connection, Instant now, String selector, String address)
      throws SQLException {
    String source = "source " + network(address);
    String code = "code " + selector + " " + source;
    WindowCount ofCode = WindowCount.add(connection, code, 0, ActivationCodes.LONGEST_LIFE, now);
    WindowCount ofSource = WindowCount.add(connection, source, 0, SOURCE_WINDOW, now);
    return new CodeTries(connection, now, code, source, ofCode.failures(), ofSource);
  }

  /** Whether this source may not try this code any more, even with the right secret. */
  boolean areUsedUp() {
    return codeFailures >= OF_CODE_AT_SOURCE;
  }

  /** How long this source has to wait with any code; zero where it need not. */
  Duration toWait() {
    Duration left = Duration.between(now, ofSource.since().plus(SOURCE_WINDOW));
    return ofSource.failures() < OF_SOURCE || left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether this was the last try that the source had at the code. */
  boolean fail() throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "UPDATE enrolment_try SET failures = failures + 1 WHERE subject IN (?, ?)")) {
      count.setString(1, code);
      count.setString(2, source);
      count.executeUpdate();
    }
    return codeFailures + 1 == OF_CODE_AT_SOURCE;
  }

  /** An IPv6 host has a whole /64 to come from. */
  static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    String full = address.contains("::") ? expanded(address) : address;
    String[] groups = full.split(":", -1);
    return groups.length < 4 ? address : String.join(":", Arrays.copyOf(groups, 4)) + "::/64";
  }

  private static String expanded(String address) {
    String[] halves = address.split("::", 2);
    int there = groups(halves[0]) + groups(halves[1]);
    String zeros = ":0".repeat(Math.max(0, 8 - there)).substring(there >= 8 ? 0 : 1);
    return (halves[0].isEmpty() ? "" : halves[0] + ":")
        + zeros
        + (halves[1].isEmpty() ? "" : ":" + halves[1]);
  }

  private static int groups(String half) {
    return half.isEmpty() ? 0 : half.split(":", -1).length;
  }
}
