package io.platen.server.rollout.control;

import io.platen.server.database.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What was decided of rollouts, by people and by the rules. */
final class DecisionRows {
  private static final int MOST = 500;

  private final Connection connection;

  DecisionRows(Connection connection) {
    this.connection = connection;
  }

  void add(Rollout rollout, Decision decision) throws SQLException {
    Query.of(
            connection,
            "INSERT INTO rollout_decision (tenant, rollout, at, actor, what, fault, wave, number,"
                + " of_all) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rollout.tenant(),
            rollout.id(),
            decision.at(),
            decision.actor(),
            decision.what(),
            decision.fault(),
            decision.wave(),
            decision.number(),
            decision.ofAll())
        .update();
  }

  /** The newest first. */
  List<Decision> list(long tenant, UUID rollout) throws SQLException {
    return Query.of(
            connection,
            "SELECT * FROM rollout_decision WHERE tenant = ? AND rollout = ?"
                + " ORDER BY id DESC LIMIT "
                + MOST,
            tenant,
            rollout)
        .list(
            row -> {
              String fault = row.getString("fault");
              return new Decision(
                  Query.time(row, "at"),
                  row.getString("actor"),
                  Decision.What.valueOf(row.getString("what")),
                  fault == null ? null : Step.Fault.valueOf(fault),
                  row.getObject("wave", Integer.class),
                  row.getObject("number", Integer.class),
                  row.getObject("of_all", Integer.class));
            });
  }
}
