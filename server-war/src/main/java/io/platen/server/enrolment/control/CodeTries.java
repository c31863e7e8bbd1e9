package io.platen.server.enrolment.control;

import io.platen.server.tries.SourceNetwork;
import io.platen.server.tries.WindowCounter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

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

  static final String TABLE = "enrolment_try";

  private static final WindowCounter AT_CODE =
      new WindowCounter(TABLE, ActivationCodes.LONGEST_LIFE);
  private static final WindowCounter AT_ALL = new WindowCounter(TABLE, Duration.ofHours(1));

  private final Connection connection;
  private final Instant now;
  private final String code;
  private final String source;
  private final int codeFailures;
  private final WindowCounter.Count ofSource;

  private CodeTries(
      Connection connection,
      Instant now,
      String code,
      String source,
      int codeFailures,
      WindowCounter.Count ofSource) {
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
    String source = "source " + SourceNetwork.of(address);
    String code = "code " + selector + " " + source;
    WindowCounter.Count ofCode = AT_CODE.add(connection, code, 0, now);
    WindowCounter.Count ofSource = AT_ALL.add(connection, source, 0, now);
    return new CodeTries(connection, now, code, source, ofCode.tries(), ofSource);
  }

  /** Whether this source may not try this code any more, even with the right secret. */
  boolean areUsedUp() {
    return codeFailures >= OF_CODE_AT_SOURCE;
  }

  /** How long this source has to wait with any code; zero where it need not. */
  Duration toWait() {
    return ofSource.tries() < OF_SOURCE ? Duration.ZERO : AT_ALL.left(ofSource, now);
  }

  /** Whether this was the last try that the source had at the code. */
  boolean fail() throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "UPDATE " + TABLE + " SET failures = failures + 1 WHERE subject IN (?, ?)")) {
      count.setString(1, code);
      count.setString(2, source);
      count.executeUpdate();
    }
    return codeFailures + 1 == OF_CODE_AT_SOURCE;
  }
}
