package io.platen.server.enrolment.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
  private int codeFailures;
  private int sourceFailures;
  private Instant sourceSince;

  private CodeTries(Connection connection, Instant now, String selector, String address) {
    this.connection = connection;
    this.now = now;
    this.source = "source " + network(address);
    this.code = "code " + selector + " " + source;
    this.sourceSince = now;
  }

  /** Takes the locks, in the order of the subjects. */
  static CodeTries lock(Connection connection, Instant now, String selector, String address)
      throws SQLException {
    CodeTries tries = new CodeTries(connection, now, selector, address);
    tries.codeFailures = tries.lock(tries.code, ActivationCodes.LONGEST_LIFE);
    tries.sourceFailures = tries.lock(tries.source, SOURCE_WINDOW);
    return tries;
  }

  private int lock(String subject, Duration window) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "INSERT INTO enrolment_try AS t (subject, failures, window_start) VALUES (?, 0, ?)"
                + " ON CONFLICT (subject) DO UPDATE SET"
                + " failures = CASE WHEN t.window_start <= ? THEN 0 ELSE t.failures END,"
                + " window_start = CASE WHEN t.window_start <= ? THEN excluded.window_start"
                + " ELSE t.window_start END RETURNING failures, window_start")) {
      OffsetDateTime windowBegan = now.minus(window).atOffset(ZoneOffset.UTC);
      lock.setString(1, subject);
      lock.setObject(2, now.atOffset(ZoneOffset.UTC));
      lock.setObject(3, windowBegan);
      lock.setObject(4, windowBegan);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        if (subject.equals(source)) {
          sourceSince = row.getObject(2, OffsetDateTime.class).toInstant();
        }
        return row.getInt(1);
      }
    }
  }

  /** Whether this source may not try this code any more, even with the right secret. */
  boolean areUsedUp() {
    return codeFailures >= OF_CODE_AT_SOURCE;
  }

  /** How long this source has to wait with any code; zero where it need not. */
  Duration toWait() {
    Duration left = Duration.between(now, sourceSince.plus(SOURCE_WINDOW));
    return sourceFailures < OF_SOURCE || left.isNegative() ? Duration.ZERO : left;
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
