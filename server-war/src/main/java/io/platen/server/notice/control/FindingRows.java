package io.platen.server.notice.control;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.database.Query;
import io.platen.server.notice.entity.Condition;
import io.platen.server.notice.entity.Condition.Place;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Findings in the database, with what is to be told of them. */
final class FindingRows {
  static final String SELECT =
      "SELECT f.*, f.id AS finding_id, r.name AS rule_name, r.template, d.name AS site_name";
  static final String FROM =
      " FROM finding f JOIN alert_rule r ON r.tenant = f.tenant AND r.id = f.rule"
          + " JOIN device d ON d.tenant = f.tenant AND d.id = f.device";

  private final Connection connection;

  FindingRows(Connection connection) {
    this.connection = connection;
  }

  /** Open ones of a rule: their ids by what they are of. */
  Map<String, Long> open(Rule rule) throws SQLException {
    Map<String, Long> open = new HashMap<>();
    Query.of(
            connection,
            "SELECT id, subject FROM finding WHERE tenant = ? AND rule = ? AND closed IS NULL",
            rule.tenant(),
            rule.id())
        .list(row -> open.put(row.getString("subject"), row.getLong("id")));
    return open;
  }

  /** Begins one, and has each channel of the rule told. */
  void open(Rule rule, Condition condition, Instant now) throws SQLException {
    Place place = condition.place();
    long id =
        Query.of(
                connection,
                "INSERT INTO finding (tenant, rule, subject, device, printer, alert, severity, name,"
                    + " detail, opened) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                rule.tenant(),
                rule.id(),
                condition.subject(),
                place.device(),
                place.printer(),
                place.alert(),
                rule.severity(),
                place.name(),
                condition.detail().toArray(String[]::new),
                now)
            .first(row -> row.getLong(1))
            .orElseThrow();
    Query.of(
            connection,
            "INSERT INTO notice_item (tenant, finding, channel, kind, due)"
                + " SELECT c.tenant, ?, c.id, 'RAISED', ?::timestamptz + c.digest_minutes * interval '1 minute'"
                + " FROM notice_channel c JOIN alert_rule_channel r ON r.tenant = c.tenant"
                + " AND r.channel = c.id WHERE r.tenant = ? AND r.rule = ?",
            id,
            now,
            rule.tenant(),
            rule.id())
        .update();
  }

  /** Ends one: who was told is told that too, and who was not is told nothing. */
  void close(long tenant, long id, Instant now) throws SQLException {
    Query.of(
            connection,
            "UPDATE finding SET closed = ? WHERE tenant = ? AND id = ?",
            now,
            tenant,
            id)
        .update();
    dropWaiting(tenant, id);
    Query.of(
            connection,
            "INSERT INTO notice_item (tenant, finding, channel, kind, due)"
                + " SELECT i.tenant, i.finding, i.channel, 'RESOLVED',"
                + " ?::timestamptz + c.digest_minutes * interval '1 minute'"
                + " FROM notice_item i JOIN notice_channel c ON c.tenant = i.tenant"
                + " AND c.id = i.channel WHERE i.tenant = ? AND i.finding = ?"
                + " AND i.kind = 'RAISED' AND i.digest IS NOT NULL ON CONFLICT DO NOTHING",
            now,
            tenant,
            id)
        .update();
  }

  /** Ends all of a rule that looks no more; nobody is told. */
  void closeSilently(long tenant, UUID rule, Instant now) throws SQLException {
    List<Long> open =
        Query.of(
                connection,
                "UPDATE finding SET closed = ? WHERE tenant = ? AND rule = ? AND closed IS NULL"
                    + " RETURNING id",
                now,
                tenant,
                rule)
            .list(row -> row.getLong(1));
    for (long id : open) {
      dropWaiting(tenant, id);
    }
  }

  private void dropWaiting(long tenant, long id) throws SQLException {
    Query.of(
            connection,
            "DELETE FROM notice_item WHERE tenant = ? AND finding = ? AND digest IS NULL",
            tenant,
            id)
        .update();
  }

  Optional<Finding> find(long tenant, long id) throws SQLException {
    return Query.of(connection, SELECT + FROM + " WHERE f.tenant = ? AND f.id = ?", tenant, id)
        .first(FindingRows::finding);
  }

  /** The newest first. */
  List<Finding> list(long tenant, boolean open, int limit) throws SQLException {
    return Query.of(
            connection,
            SELECT
                + FROM
                + " WHERE f.tenant = ? AND (f.closed IS NULL) = ?"
                + " ORDER BY f.opened DESC, f.id DESC LIMIT ?",
            tenant,
            open,
            limit)
        .list(FindingRows::finding);
  }

  long count(long tenant) throws SQLException {
    return Query.of(
            connection, "SELECT count(*) FROM finding WHERE tenant = ? AND closed IS NULL", tenant)
        .first(row -> row.getLong(1))
        .orElse(0L);
  }

  /** Forgets what has been over for so long, with all that was told of it. */
  int forget(Instant now, Duration kept) throws SQLException {
    return Query.of(connection, "DELETE FROM finding WHERE closed < ?", now.minus(kept)).update();
  }

  static Finding finding(ResultSet row) throws SQLException {
    return new Finding(
        row.getLong("tenant"),
        row.getLong("finding_id"),
        row.getObject("rule", UUID.class),
        row.getString("rule_name"),
        Template.valueOf(row.getString("template")),
        Severity.valueOf(row.getString("severity")),
        row.getString("site_name"),
        new Condition(
            row.getString("subject"),
            new Place(
                row.getObject("device", UUID.class),
                row.getObject("printer", Long.class),
                row.getString("name"),
                row.getObject("alert", Long.class)),
            true,
            List.of((String[]) row.getArray("detail").getArray())),
        Query.time(row, "opened"),
        Query.findTime(row, "closed"),
        row.getString("acknowledged_by"),
        Query.findTime(row, "muted_until"));
  }
}
