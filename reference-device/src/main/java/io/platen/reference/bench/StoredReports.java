package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Looks into the server's database whether what was acknowledged is there, once and whole. */
final class StoredReports implements AutoCloseable {
  private static final int READINGS = SampleReports.PRINTERS * SampleReports.METERS;

  private final Connection connection;

  StoredReports(String url) {
    try {
      connection = DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new CommandFailure("The server's database cannot be asked: " + e.getMessage(), e);
    }
  }

  /** How many of the acknowledged reports are not there whole, and how many more than once. */
  record Verdict(long lost, long doubled) {
    Verdict plus(Verdict other) {
      return new Verdict(lost + other.lost, doubled + other.doubled);
    }
  }

  Verdict judge(KillLoad.Acknowledged acknowledged) {
    try {
      Map<Long, Long> reports = reports(acknowledged);
      Map<Long, Long> readings = readings(acknowledged);
      Verdict verdict = new Verdict(0, 0);
      for (long sequence = 1; sequence <= acknowledged.last(); sequence++) {
        verdict =
            verdict.plus(
                judge(reports.getOrDefault(sequence, 0L), readings.getOrDefault(sequence, 0L)));
      }
      return verdict;
    } catch (SQLException e) {
      throw new CommandFailure("The server's database cannot be asked: " + e.getMessage(), e);
    }
  }

  static Verdict judge(long reports, long readings) {
    boolean lost = reports < 1 || readings < READINGS;
    boolean doubled = reports > 1 || readings > READINGS;
    return new Verdict(lost ? 1 : 0, doubled ? 1 : 0);
  }

  private Map<Long, Long> reports(KillLoad.Acknowledged acknowledged) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT sequence, count(*) FROM report_seen WHERE device = ? AND epoch = ?"
                + " GROUP BY sequence")) {
      query.setObject(1, acknowledged.device());
      query.setObject(2, acknowledged.epoch());
      return counts(query, 0);
    }
  }

  /** Each report gave all of its meters a value that no other report has. */
  private Map<Long, Long> readings(KillLoad.Acknowledged acknowledged) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT r.value, count(*) FROM meter_reading r"
                + " JOIN printer_meter m ON m.tenant = r.tenant AND m.id = r.meter"
                + " JOIN printer p ON p.tenant = m.tenant AND p.id = m.printer"
                + " WHERE p.device = ? GROUP BY r.value")) {
      query.setObject(1, acknowledged.device());
      return counts(query, SampleReports.FIRST_VALUE);
    }
  }

  private static Map<Long, Long> counts(PreparedStatement query, long offset) throws SQLException {
    Map<Long, Long> counts = new HashMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        counts.put(rows.getLong(1) - offset, rows.getLong(2));
      }
    }
    return counts;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new CommandFailure("The database did not let go: " + e.getMessage(), e);
    }
  }
}
