package io.platen.server.rollout.control;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Attempt;
import io.platen.protocol.report.UpdateState.Component;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.protocol.report.UpdateState.Result;
import io.platen.protocol.report.UpdateState.Stage;
import io.platen.server.database.Query;
import io.platen.server.enrolment.control.AdmittedDevice;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What devices run and ran, as they measured it, and how far their updates are. */
final class DeviceSoftware {
  private final Connection connection;

  DeviceSoftware(Connection connection) {
    this.connection = connection;
  }

  void store(AdmittedDevice device, UpdateState status, Instant now) throws SQLException {
    storeUpdate(device, status, now);
    List<Component> before = components(device.tenant(), device.id());
    for (Component each : before) {
      if (!status.components().contains(each)) {
        end(device, each.name(), now);
      }
    }
    for (Component each : status.components()) {
      if (!before.contains(each)) {
        begin(device, each, now);
      }
    }
  }

  private void storeUpdate(AdmittedDevice device, UpdateState status, Instant now)
      throws SQLException {
    Attempt attempt = status.attempt();
    Result result = status.result();
    Query.of(
            connection,
            "INSERT INTO device_update (tenant, device, repository, hardware, revision, release,"
                + " stage, component, done, size, waits, result_release, outcome, reason,"
                + " result_at, heard)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, device) DO UPDATE SET repository = EXCLUDED.repository,"
                + " hardware = EXCLUDED.hardware, revision = EXCLUDED.revision,"
                + " release = EXCLUDED.release, stage = EXCLUDED.stage,"
                + " component = EXCLUDED.component, done = EXCLUDED.done, size = EXCLUDED.size,"
                + " waits = EXCLUDED.waits,"
                // A result that was acknowledged is said no more, and is remembered here.
                + " result_release = coalesce(EXCLUDED.result_release,"
                + " device_update.result_release),"
                + " outcome = coalesce(EXCLUDED.outcome, device_update.outcome),"
                + " reason = CASE WHEN EXCLUDED.outcome IS NULL THEN device_update.reason"
                + " ELSE EXCLUDED.reason END,"
                + " result_at = coalesce(EXCLUDED.result_at, device_update.result_at),"
                + " heard = EXCLUDED.heard",
            device.tenant(),
            device.id(),
            status.repository(),
            status.hardware(),
            status.revision(),
            attempt == null ? null : attempt.release(),
            attempt == null ? null : attempt.stage(),
            attempt == null || attempt.component() == null ? null : attempt.component().token(),
            attempt == null ? null : attempt.done(),
            attempt == null ? null : attempt.of(),
            attempt == null ? null : attempt.waits(),
            result == null ? null : result.release(),
            result == null ? null : result.outcome(),
            result == null ? null : result.reason(),
            result == null ? null : result.at(),
            now)
        .update();
  }

  private void end(AdmittedDevice device, ComponentName component, Instant now)
      throws SQLException {
    Query.of(
            connection,
            "UPDATE device_component SET until = ? WHERE tenant = ? AND device = ?"
                + " AND component = ? AND until IS NULL",
            now,
            device.tenant(),
            device.id(),
            component.token())
        .update();
  }

  private void begin(AdmittedDevice device, Component each, Instant now) throws SQLException {
    Query.of(
            connection,
            "INSERT INTO device_component (tenant, device, component, since, version, counter,"
                + " sha256, slot) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                // Two within a microsecond: the later one counts.
                + " ON CONFLICT (tenant, device, component, since) DO UPDATE SET until = NULL,"
                + " version = EXCLUDED.version, counter = EXCLUDED.counter,"
                + " sha256 = EXCLUDED.sha256, slot = EXCLUDED.slot",
            device.tenant(),
            device.id(),
            each.name().token(),
            now,
            each.version(),
            each.counter(),
            each.sha256(),
            String.valueOf(each.slot()))
        .update();
  }

  /** What it runs. */
  List<Component> components(long tenant, UUID device) throws SQLException {
    return Query.of(
            connection,
            "SELECT component, version, counter, sha256, slot FROM device_component"
                + " WHERE tenant = ? AND device = ? AND until IS NULL ORDER BY component",
            tenant,
            device)
        .list(DeviceSoftware::component);
  }

  static Component component(ResultSet row) throws SQLException {
    return new Component(
        name(row.getString("component")),
        row.getString("version"),
        row.getInt("counter"),
        row.getString("sha256"),
        row.getString("slot").charAt(0));
  }

  private static ComponentName name(String token) {
    return ComponentName.of(token).orElseThrow();
  }

  /** All that is known; empty of a device that has never said what it runs. */
  Optional<UpdateState> find(long tenant, UUID device) throws SQLException {
    List<Component> components = components(tenant, device);
    return Query.of(
            connection,
            "SELECT * FROM device_update WHERE tenant = ? AND device = ?",
            tenant,
            device)
        .first(
            row ->
                new UpdateState(
                    row.getString("repository"),
                    row.getString("hardware"),
                    row.getInt("revision"),
                    components,
                    attempt(row),
                    result(row)));
  }

  private static @Nullable Attempt attempt(ResultSet row) throws SQLException {
    String release = row.getString("release");
    String component = row.getString("component");
    return release == null
        ? null
        : new Attempt(
            release,
            Stage.valueOf(row.getString("stage")),
            component == null ? null : name(component),
            row.getObject("done", Long.class),
            row.getObject("size", Long.class),
            row.getString("waits"));
  }

  private static @Nullable Result result(ResultSet row) throws SQLException {
    String release = row.getString("result_release");
    return release == null
        ? null
        : new Result(
            release,
            Outcome.valueOf(row.getString("outcome")),
            row.getString("reason"),
            Query.time(row, "result_at"));
  }
}
