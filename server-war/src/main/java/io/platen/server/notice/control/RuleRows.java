package io.platen.server.notice.control;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.database.Query;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Rules in the database. */
final class RuleRows {
  private static final String SELECT =
      "SELECT r.*, ARRAY(SELECT c.channel FROM alert_rule_channel c WHERE c.tenant = r.tenant"
          + " AND c.rule = r.id) AS channels FROM alert_rule r";

  private final Connection connection;

  RuleRows(Connection connection) {
    this.connection = connection;
  }

  List<Rule> list(long tenant) throws SQLException {
    return Query.of(connection, SELECT + " WHERE r.tenant = ? ORDER BY lower(r.name)", tenant)
        .list(RuleRows::rule);
  }

  Optional<Rule> find(long tenant, UUID id) throws SQLException {
    return Query.of(connection, SELECT + " WHERE r.tenant = ? AND r.id = ?", tenant, id)
        .first(RuleRows::rule);
  }

  /**
   * Takes one that is due and that no other node has in its hands.
   *
   * @param tooFar a look further ahead was planned by a clock that has been set back since
   */
  Optional<Rule> take(Instant now, Instant tooFar) throws SQLException {
    return Query.of(
            connection,
            SELECT
                + " WHERE r.enabled AND (r.next_look <= ? OR r.next_look > ?)"
                + " ORDER BY r.next_look LIMIT 1 FOR UPDATE OF r SKIP LOCKED",
            now,
            tooFar)
        .first(RuleRows::rule);
  }

  void setNextLook(Rule rule, Instant next) throws SQLException {
    Query.of(
            connection,
            "UPDATE alert_rule SET next_look = ? WHERE tenant = ? AND id = ?",
            next,
            rule.tenant(),
            rule.id())
        .update();
  }

  /** Looked at at once. */
  void put(Rule rule, Instant now) throws SQLException {
    Query.of(
            connection,
            "INSERT INTO alert_rule (tenant, id, name, template, threshold, severity, device,"
                + " location, model, enabled, next_look, created)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name,"
                + " template = excluded.template, threshold = excluded.threshold,"
                + " severity = excluded.severity, device = excluded.device,"
                + " location = excluded.location, model = excluded.model,"
                + " enabled = excluded.enabled, next_look = excluded.next_look",
            rule.tenant(),
            rule.id(),
            rule.name(),
            rule.template(),
            rule.threshold(),
            rule.severity(),
            rule.scope().device(),
            rule.scope().location(),
            rule.scope().model(),
            rule.enabled(),
            now,
            now)
        .update();
    Query.of(
            connection,
            "DELETE FROM alert_rule_channel WHERE tenant = ? AND rule = ?",
            rule.tenant(),
            rule.id())
        .update();
    for (UUID channel : rule.channels()) {
      Query.of(
              connection,
              "INSERT INTO alert_rule_channel (tenant, rule, channel) VALUES (?, ?, ?)",
              rule.tenant(),
              rule.id(),
              channel)
          .update();
    }
  }

  boolean delete(long tenant, UUID id) throws SQLException {
    return Query.of(connection, "DELETE FROM alert_rule WHERE tenant = ? AND id = ?", tenant, id)
            .update()
        > 0;
  }

  static Rule rule(ResultSet row) throws SQLException {
    return new Rule(
        row.getLong("tenant"),
        row.getObject("id", UUID.class),
        row.getString("name"),
        Template.valueOf(row.getString("template")),
        row.getInt("threshold"),
        Severity.valueOf(row.getString("severity")),
        new Rule.Scope(
            row.getObject("device", UUID.class), row.getString("location"), row.getString("model")),
        Set.of((UUID[]) row.getArray("channels").getArray()),
        row.getBoolean("enabled"));
  }
}
