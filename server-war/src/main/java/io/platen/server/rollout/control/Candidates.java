package io.platen.server.rollout.control;

import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState.Component;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.server.database.Query;
import io.platen.server.rollout.control.Candidate.Objection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks who of a tenant's devices can be in a rollout, and why the others cannot. */
final class Candidates {
  /** Whose members no other rollout may tell anything. */
  private static final String BUSY =
      "(SELECT r.name FROM rollout_member m"
          + " JOIN rollout r ON r.tenant = m.tenant AND r.id = m.rollout"
          + " WHERE m.tenant = d.tenant AND m.device = d.id AND r.state IN ('RUNNING', 'PAUSED')"
          + " AND m.standing IN ('WAITING', 'ASSIGNED', 'DOWNLOADING', 'VERIFIED', 'ARMED',"
          + " 'TRIAL', 'SILENT') LIMIT 1)";

  private static final String RETURNED =
      "EXISTS (SELECT FROM rollout_member m"
          + " JOIN rollout r ON r.tenant = m.tenant AND r.id = m.rollout"
          + " WHERE m.tenant = d.tenant AND m.device = d.id AND r.repository = ?"
          + " AND r.hardware = ? AND r.release = ? AND m.standing = 'ROLLED_BACK')";

  private final Connection connection;
  private final long tenant;
  private final Plan plan;
  private final Release release;

  Candidates(Connection connection, long tenant, Plan plan, Release release) {
    this.connection = connection;
    this.tenant = tenant;
    this.plan = plan;
    this.release = release;
  }

  /** All that the selection means, by name. */
  List<Candidate> all() throws SQLException {
    return look("");
  }

  /** Those that are in, and have not been in this rollout before. */
  List<UUID> newOnes(UUID rollout) throws SQLException {
    return look(
            " AND NOT EXISTS (SELECT FROM rollout_member m WHERE m.tenant = d.tenant"
                + " AND m.device = d.id AND m.rollout = ?)"
                + " AND u.repository = ? AND u.hardware = ?",
            rollout,
            plan.subject().repository(),
            plan.subject().hardware())
        .stream()
        .filter(Candidate::isIn)
        .map(Candidate::device)
        .toList();
  }

  private List<Candidate> look(String condition, Object... more) throws SQLException {
    Map<UUID, List<Component>> running = running();
    Plan.Subject subject = plan.subject();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(subject.repository());
    values.add(subject.hardware());
    values.add(subject.release());
    values.add(tenant);
    values.addAll(List.of(more));
    return Query.of(
            connection,
            "SELECT d.id, d.name, d.state, u.repository, u.hardware, u.revision,"
                + " u.result_release, u.outcome, "
                + BUSY
                + " AS busy, "
                + RETURNED
                + " AS returned FROM device d"
                + " LEFT JOIN device_update u ON u.tenant = d.tenant AND u.device = d.id"
                + " WHERE d.tenant = ?"
                + condition
                + " ORDER BY d.name",
            values.toArray())
        .list(row -> new Looked(row, running))
        .stream()
        .filter(this::isSelected)
        .map(this::judge)
        .toList();
  }

  private Map<UUID, List<Component>> running() throws SQLException {
    Map<UUID, List<Component>> all = new HashMap<>();
    Query.of(
            connection,
            "SELECT device, component, version, counter, sha256, slot FROM device_component"
                + " WHERE tenant = ? AND until IS NULL",
            tenant)
        .list(
            row ->
                all.computeIfAbsent(row.getObject("device", UUID.class), id -> new ArrayList<>())
                    .add(DeviceSoftware.component(row)));
    return all;
  }

  /** What is known of a device. */
  private record Looked(
      UUID id,
      String name,
      String state,
      @Nullable String repository,
      @Nullable String hardware,
      int revision,
      @Nullable String busy,
      boolean returned,
      @Nullable String resultOf,
      @Nullable String outcome,
      List<Component> components) {

    Looked(ResultSet row, Map<UUID, List<Component>> running) throws SQLException {
      this(
          row.getObject("id", UUID.class),
          row.getString("name"),
          row.getString("state"),
          row.getString("repository"),
          row.getString("hardware"),
          row.getInt("revision"),
          row.getString("busy"),
          row.getBoolean("returned"),
          row.getString("result_release"),
          row.getString("outcome"),
          running.getOrDefault(row.getObject("id", UUID.class), List.of()));
    }

    boolean cameBackFrom(String release) {
      return returned || (release.equals(resultOf) && Outcome.RETURNED.name().equals(outcome));
    }
  }

  private boolean isSelected(Looked device) {
    Plan.Selection wanted = plan.selection();
    return device
            .name()
            .toLowerCase(Locale.ROOT)
            .contains(wanted.namePart().toLowerCase(Locale.ROOT))
        && (wanted.devices().isEmpty() || wanted.devices().contains(device.id()))
        && (wanted.runsVersion().isEmpty()
            || device.components().stream()
                .anyMatch(each -> wanted.runsVersion().equals(each.version())));
  }

  private Candidate judge(Looked device) {
    Plan.Subject subject = plan.subject();
    if (!device.state().equals("ACTIVE")) {
      return out(device, Objection.INACTIVE, device.state());
    }
    if (device.repository() == null) {
      return out(device, Objection.NEVER_SAID, null);
    }
    if (!device.repository().equals(subject.repository())) {
      return out(device, Objection.OTHER_REPOSITORY, device.repository());
    }
    if (!subject.hardware().equals(device.hardware())) {
      return out(device, Objection.OTHER_HARDWARE, device.hardware());
    }
    if (release.hardware().stream().noneMatch(each -> fits(each, device))) {
      return out(device, Objection.OTHER_REVISION, Integer.toString(device.revision()));
    }
    if (device.cameBackFrom(subject.release())) {
      return out(device, Objection.RETURNED_BEFORE, null);
    }
    if (device.busy() != null) {
      return out(device, Objection.IN_ANOTHER, device.busy());
    }
    return judgeComponents(device);
  }

  private static boolean fits(Release.Hardware hardware, Looked device) {
    return hardware.model().equals(device.hardware())
        && device.revision() >= hardware.from()
        && device.revision() <= hardware.to();
  }

  private Candidate judgeComponents(Looked device) {
    boolean runs = true;
    for (Release.Component each : release.components()) {
      Optional<Component> there =
          device.components().stream().filter(running -> running.name() == each.name()).findFirst();
      if (there.isEmpty()) {
        return out(device, Objection.NO_SLOTS, each.name().token());
      }
      if (there.get().counter() > each.counter()) {
        return out(device, Objection.BELOW_FLOOR, each.name().token());
      }
      runs &= each.sha256().equals(there.get().sha256());
    }
    return runs
        ? out(device, Objection.RUNS_ALREADY, null)
        : new Candidate(device.id(), device.name(), null, null);
  }

  private static Candidate out(Looked device, Objection why, @Nullable String detail) {
    return new Candidate(device.id(), device.name(), why, detail);
  }
}
