package io.platen.server.ingest.control;

import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.fleet.control.FleetWriter;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.ingest.entity.ReportPlace;
import io.platen.server.rollout.control.UpdateReports;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One report of one device, in a transaction of the database. */
final class DatabaseIntake implements Intake.Memory<SQLException> {
  private final Connection connection;
  private final AdmittedDevice device;
  private final Writers writers;
  private final String address;
  private final Instant now;
  private final ReportLog log;
  private @Nullable FleetChange change;

  /**
   * @param address where the report came from
   */
  DatabaseIntake(
      Connection connection, AdmittedDevice device, Writers writers, String address, Instant now) {
    this.connection = connection;
    this.device = device;
    this.writers = writers;
    this.address = address;
    this.now = now;
    this.log = new ReportLog(connection, device);
  }

  /** Who writes what a report says. */
  record Writers(DeviceGate gate, FleetWriter fleet, UpdateReports updates) {}

  /** What has changed; null for a report that was there already. */
  @Nullable FleetChange change() {
    return change;
  }

  @Override
  public boolean touch(Report report) throws SQLException {
    return writers
        .gate()
        .touch(connection, device, now, report.software(), address, report.clock().name());
  }

  @Override
  public boolean add(Report report, byte[] digest, String receipt) throws SQLException {
    return log.add(report, digest, receipt, now);
  }

  @Override
  public Optional<String> repeat(Report report, byte[] digest) throws SQLException {
    return log.repeat(report, digest);
  }

  @Override
  public ReportPlace.@Nullable Stored findState() throws SQLException {
    return log.findState();
  }

  @Override
  public boolean hasOthersOfEpoch(Report report) {
    return log.hasOthersOfEpoch(report);
  }

  @Override
  public void write(Report report, ReportPlace place) throws SQLException {
    FleetWriter.Told told =
        new FleetWriter.Told(device.tenant(), device.id(), report, new ReportTimes(report, now));
    Set<Long> printers =
        place == ReportPlace.APPLY
            ? writers.fleet().apply(connection, told)
            : writers.fleet().keepReadings(connection, told);
    // [PLT-TLS-046]
    new ObstacleLog(connection, device).keep(report.obstacles(), now);
    change = change(printers, hear(report, place));
  }

  @Override
  public void advance(Report report, ReportPlace place) throws SQLException {
    log.advance(report, place, new ReportTimes(report, now).created(), now);
  }

  /** What a device says of its own software; what it said before it said something newer is old. */
  private Set<String> hear(Report report, ReportPlace place) throws SQLException {
    UpdateState state = report.updates();
    return state == null || place != ReportPlace.APPLY
        ? Set.of()
        : writers.updates().heard(connection, device, state, now);
  }

  private FleetChange change(Set<Long> printers, Set<String> rollouts) {
    Set<String> topics = printers.stream().map(id -> "printer:" + id).collect(Collectors.toSet());
    topics.addAll(rollouts);
    topics.add("printers");
    topics.add("alerts");
    topics.add("devices");
    topics.add("device:" + device.id());
    return new FleetChange(device.tenant(), topics);
  }
}
