package io.platen.server.ingest.control;

import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.ingest.entity.ReportPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which reports of a device are stored, and where its current state stands. */
final class ReportLog {
  private final Connection connection;
  private final AdmittedDevice device;

  ReportLog(Connection connection, AdmittedDevice device) {
    this.connection = connection;
    this.device = device;
  }

  /** False when the report's number is taken. */
  boolean add(Report report, byte[] digest, String receipt, Instant now) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO report_seen (tenant, device, epoch, sequence, body, receipt, received)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      bindNumber(insert, report);
      insert.setBytes(5, digest);
      insert.setString(6, receipt);
      insert.setObject(7, now.atOffset(ZoneOffset.UTC));
      return insert.executeUpdate() == 1;
    }
  }

  /** The receipt that was given before; empty when it was given to another body. */
  Optional<String> repeat(Report report, byte[] digest) throws SQLException {
    return findReceipt(report.epoch(), report.sequence(), digest);
  }

  /** The receipt that this very body got; empty when the number is free, or another body has it. */
  Optional<String> findReceipt(SealedHeader header, byte[] digest) throws SQLException {
    return findReceipt(header.epoch(), header.sequence(), digest);
  }

  private Optional<String> findReceipt(UUID epoch, long sequence, byte[] digest)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT receipt FROM report_seen"
                + " WHERE tenant = ? AND device = ? AND epoch = ? AND sequence = ? AND body = ?")) {
      bindNumber(query, epoch, sequence);
      query.setBytes(5, digest);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private void bindNumber(PreparedStatement statement, Report report) throws SQLException {
    bindNumber(statement, report.epoch(), report.sequence());
  }

  private void bindNumber(PreparedStatement statement, UUID epoch, long sequence)
      throws SQLException {
    statement.setLong(1, device.tenant());
    statement.setObject(2, device.id());
    statement.setObject(3, epoch);
    statement.setLong(4, sequence);
  }

  /** Null before the first report. */
  ReportPlace.@Nullable Stored findState() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT epoch, sequence FROM device_state" + " WHERE tenant = ? AND device = ?")) {
      query.setLong(1, device.tenant());
      query.setObject(2, device.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new ReportPlace.Stored(
                Objects.requireNonNull(row.getObject(1, UUID.class)), row.getLong(2))
            : null;
      }
    }
  }

  /** Whether the epoch has reports other than this one, whose row is there already. */
  boolean hasOthersOfEpoch(Report report) {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT 1 FROM report_seen"
                + " WHERE tenant = ? AND device = ? AND epoch = ? AND sequence <> ?)")) {
      bindNumber(query, report);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw StorageException.of(e);
    }
  }

  /** Moves the device's state on after the report was written. */
  void advance(Report report, ReportPlace place, Instant created, Instant now) throws SQLException {
    long lost = report.lost().stream().mapToLong(range -> range.last() - range.first() + 1).sum();
    String state =
        place == ReportPlace.APPLY
            ? "epoch = excluded.epoch, sequence = excluded.sequence,"
                + " confirmed = greatest(s.confirmed, excluded.confirmed),"
            : "";
    try (PreparedStatement upsert =
        connection.prepareStatement(
            "INSERT INTO device_state AS s (tenant, device, epoch, sequence, confirmed,"
                + " last_report, version, lost_reports) VALUES (?, ?, ?, ?, ?, ?, 1, ?)"
                + " ON CONFLICT (tenant, device) DO UPDATE SET "
                + state
                + " last_report = excluded.last_report, version = s.version + 1,"
                + " lost_reports = s.lost_reports + excluded.lost_reports")) {
      upsert.setLong(1, device.tenant());
      upsert.setObject(2, device.id());
      upsert.setObject(3, report.epoch());
      upsert.setLong(4, report.sequence());
      upsert.setObject(5, created.atOffset(ZoneOffset.UTC));
      upsert.setObject(6, now.atOffset(ZoneOffset.UTC));
      upsert.setLong(7, lost);
      upsert.executeUpdate();
    }
  }
}
