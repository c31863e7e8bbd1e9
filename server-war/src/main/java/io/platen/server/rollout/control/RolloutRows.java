package io.platen.server.rollout.control;

import io.platen.protocol.release.Release;
import io.platen.server.database.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rollouts in the database. */
final class RolloutRows {
  private static final int MOST = 500;

  private final Connection connection;

  RolloutRows(Connection connection) {
    this.connection = connection;
  }

  /** The newest first. */
  List<Rollout> list(long tenant) throws SQLException {
    return with(
        Query.of(
                connection,
                "SELECT * FROM rollout WHERE tenant = ? ORDER BY created DESC LIMIT " + MOST,
                tenant)
            .list(RolloutRows::row));
  }

  Optional<Rollout> find(long tenant, UUID id) throws SQLException {
    return with(
            Query.of(connection, "SELECT * FROM rollout WHERE tenant = ? AND id = ?", tenant, id)
                .list(RolloutRows::row))
        .stream()
        .findFirst();
  }

  /** The same, and nobody else changes it until the transaction ends. */
  Optional<Rollout> lock(long tenant, UUID id) throws SQLException {
    Query.of(
            connection, "SELECT id FROM rollout WHERE tenant = ? AND id = ? FOR UPDATE", tenant, id)
        .first(row -> row.getObject(1));
    return find(tenant, id);
  }

  /** Those that are due and whose first wave has not begun; nobody holds them. */
  List<Rollout> dueForTheFirstTime(Instant now) throws SQLException {
    return with(
        Query.of(
                connection,
                "SELECT * FROM rollout WHERE state = 'RUNNING' AND wave < 0 AND next_look <= ?"
                    + " ORDER BY next_look LIMIT "
                    + MOST,
                now)
            .list(RolloutRows::row));
  }

  /** Takes one that is due and that no other node has in its hands. */
  Optional<Rollout> take(Instant now) throws SQLException {
    Optional<Rollout> taken =
        Query.of(
                connection,
                "SELECT * FROM rollout WHERE state IN ('RUNNING', 'PAUSED') AND next_look <= ?"
                    + " ORDER BY next_look LIMIT 1 FOR UPDATE SKIP LOCKED",
                now)
            .first(RolloutRows::row);
    return taken.isEmpty() ? taken : with(List.of(taken.get())).stream().findFirst();
  }

  private List<Rollout> with(List<Rollout> bare) throws SQLException {
    List<Rollout> whole = new ArrayList<>();
    for (Rollout each : bare) {
      whole.add(withWaves(each));
    }
    return whole;
  }

  private record WaveRow(Wave wave, @Nullable Instant opened) {}

  private Rollout withWaves(Rollout bare) throws SQLException {
    List<WaveRow> rows =
        Query.of(
                connection,
                "SELECT * FROM rollout_wave WHERE tenant = ? AND rollout = ? ORDER BY place",
                bare.tenant(),
                bare.id())
            .list(row -> new WaveRow(wave(row), Query.findTime(row, "opened")));
    Plan plan = bare.plan();
    List<@Nullable Instant> opened = new ArrayList<>();
    rows.forEach(row -> opened.add(row.opened()));
    return new Rollout(
        bare.id(),
        bare.tenant(),
        new Plan(
            plan.name(),
            plan.subject(),
            plan.selection(),
            rows.stream().map(WaveRow::wave).toList(),
            plan.gates(),
            plan.takesLater(),
            plan.terms()),
        bare.state(),
        bare.fault(),
        bare.wave(),
        bare.created(),
        bare.createdBy(),
        bare.soaksUntil(),
        bare.ended(),
        opened);
  }

  private static Wave wave(ResultSet row) throws SQLException {
    int number = row.getInt("number");
    Wave.Size size =
        switch (row.getString("size")) {
          case "DEVICES" -> new Wave.Devices(number);
          case "PERCENT" -> new Wave.Percent(number);
          default -> new Wave.Rest();
        };
    return new Wave(row.getString("name"), size);
  }

  private static Rollout row(ResultSet row) throws SQLException {
    String fault = row.getString("fault");
    return new Rollout(
        row.getObject("id", UUID.class),
        row.getLong("tenant"),
        plan(row),
        Rollout.State.valueOf(row.getString("state")),
        fault == null ? null : Step.Fault.valueOf(fault),
        row.getInt("wave"),
        Query.time(row, "created"),
        row.getString("created_by"),
        Query.findTime(row, "soaks_until"),
        Query.findTime(row, "ended"),
        List.of());
  }

  private static Plan plan(ResultSet row) throws SQLException {
    return new Plan(
        row.getString("name"),
        new Plan.Subject(
            row.getString("repository"), row.getString("hardware"), row.getString("release")),
        new Plan.Selection(
            row.getString("name_part"),
            row.getString("runs_version"),
            Set.of((UUID[]) row.getArray("devices").getArray())),
        List.of(),
        new Gates(
            row.getInt("confirmed_percent"),
            Duration.ofSeconds(row.getLong("soak_seconds")),
            row.getInt("pause_percent"),
            row.getInt("stop_percent"),
            row.getInt("sample"),
            row.getInt("silence_slots")),
        row.getBoolean("takes_later"),
        new Plan.Terms(
            row.getBoolean("consent"),
            window(row),
            Duration.ofSeconds(row.getLong("deadline_seconds"))));
  }

  private static Plan.@Nullable Window window(ResultSet row) throws SQLException {
    String zone = row.getString("window_zone");
    return zone == null
        ? null
        : new Plan.Window(
            row.getObject("window_from", LocalTime.class),
            row.getObject("window_to", LocalTime.class),
            ZoneId.of(zone));
  }

  void insert(Rollout rollout, Release release) throws SQLException {
    insertRow(rollout);
    List<Wave> waves = rollout.plan().waves();
    for (int place = 0; place < waves.size(); place++) {
      insertWave(rollout, place, waves.get(place));
    }
    for (Release.Component each : release.components()) {
      Query.of(
              connection,
              "INSERT INTO rollout_component VALUES (?, ?, ?, ?, ?)",
              rollout.tenant(),
              rollout.id(),
              each.name().token(),
              each.version().toString(),
              each.sha256())
          .update();
    }
  }

  private void insertRow(Rollout rollout) throws SQLException {
    Plan plan = rollout.plan();
    Gates gates = plan.gates();
    Plan.Window window = plan.terms().window();
    Query.of(
            connection,
            "INSERT INTO rollout (id, tenant, name, repository, hardware, release, state,"
                + " name_part, runs_version, devices, takes_later, consent, window_from, window_to,"
                + " window_zone, deadline_seconds, confirmed_percent, soak_seconds, pause_percent,"
                + " stop_percent, sample, silence_slots, created, created_by, next_look)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " ?)",
            rollout.id(),
            rollout.tenant(),
            plan.name(),
            plan.subject().repository(),
            plan.subject().hardware(),
            plan.subject().release(),
            rollout.state(),
            plan.selection().namePart(),
            plan.selection().runsVersion(),
            plan.selection().devices().toArray(UUID[]::new),
            plan.takesLater(),
            plan.terms().consent(),
            window == null ? null : window.from(),
            window == null ? null : window.to(),
            window == null ? null : window.zone().getId(),
            plan.terms().deadline().toSeconds(),
            gates.confirmedPercent(),
            gates.soak().toSeconds(),
            gates.pausePercent(),
            gates.stopPercent(),
            gates.sample(),
            gates.silenceSlots(),
            rollout.created(),
            rollout.createdBy(),
            rollout.created())
        .update();
  }

  private void insertWave(Rollout rollout, int place, Wave wave) throws SQLException {
    String size = "REST";
    int number = 0;
    if (wave.size() instanceof Wave.Devices devices) {
      size = "DEVICES";
      number = devices.number();
    } else if (wave.size() instanceof Wave.Percent percent) {
      size = "PERCENT";
      number = percent.number();
    }
    Query.of(
            connection,
            "INSERT INTO rollout_wave (tenant, rollout, place, name, size, number)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            rollout.tenant(),
            rollout.id(),
            place,
            wave.name(),
            size,
            number)
        .update();
  }

  void setState(
      Rollout rollout, Rollout.State state, Step.@Nullable Fault fault, @Nullable Instant ended)
      throws SQLException {
    Query.of(
            connection,
            "UPDATE rollout SET state = ?, fault = ?, ended = ?, soaks_until = NULL"
                + " WHERE tenant = ? AND id = ?",
            state,
            fault,
            ended,
            rollout.tenant(),
            rollout.id())
        .update();
  }

  void setSoak(Rollout rollout, Instant until) throws SQLException {
    Query.of(
            connection,
            "UPDATE rollout SET soaks_until = ? WHERE tenant = ? AND id = ?",
            until,
            rollout.tenant(),
            rollout.id())
        .update();
  }

  void setOpened(Rollout rollout, int wave, Instant now) throws SQLException {
    Query.of(
            connection,
            "UPDATE rollout SET wave = ?, soaks_until = NULL WHERE tenant = ? AND id = ?",
            wave,
            rollout.tenant(),
            rollout.id())
        .update();
    Query.of(
            connection,
            "UPDATE rollout_wave SET opened = ? WHERE tenant = ? AND rollout = ? AND place = ?",
            now,
            rollout.tenant(),
            rollout.id(),
            wave)
        .update();
  }

  void setNextLook(Rollout rollout, Instant at) throws SQLException {
    Query.of(
            connection,
            "UPDATE rollout SET next_look = ? WHERE tenant = ? AND id = ?",
            at,
            rollout.tenant(),
            rollout.id())
        .update();
  }
}
