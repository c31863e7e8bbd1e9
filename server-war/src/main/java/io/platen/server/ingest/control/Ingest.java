package io.platen.server.ingest.control;

import io.platen.protocol.Requirement;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.report.UpdateState;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.control.FleetWriter;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.ingest.entity.ReportPlace;
import io.platen.server.problem.ProblemException;
import io.platen.server.rollout.control.UpdateReports;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stores a report once, whoever sends it how often, and answers with its receipt when it is
 * durable. Its steps are those of the specification, chapter RPT.
 */
@ApplicationScoped
public class Ingest {
  private Database database;
  private DeviceGate gate;
  private FleetWriter fleet;
  private UpdateReports updates;
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Ingest() {}

  @Inject
  public Ingest(
      Database database,
      DeviceGate gate,
      FleetWriter fleet,
      UpdateReports updates,
      FleetChanges changes,
      InstantSource clock) {
    this.database = database;
    this.gate = gate;
    this.fleet = fleet;
    this.updates = updates;
    this.changes = changes;
    this.clock = clock;
  }

  /** The receipt as XML, and what has changed; nothing for a report that was there already. */
  private record Stored(String receipt, @Nullable FleetChange change) {}

  /**
   * @param report parsed and valid
   * @param digest SHA-256 of the body that it was parsed from
   * @param address where it came from
   * @return the receipt, after the commit
   */
  public byte[] store(AdmittedDevice device, Report report, byte[] digest, String address) {
    // [PLT-RPT-003] The certificate says who it is.
    if (!report.device().equals(device.id())) {
      throw new ProblemException(
          ProblemType.DEVICE_MISMATCH,
          "The report names device " + report.device() + ", its certificate " + device.id(),
          Requirement.PLT_RPT_003.id());
    }
    Stored stored =
        database.inTransaction(
            connection -> store(connection, device, report, digest, address, clock.instant()));
    // [PLT-RPT-004] Committed: from here on the report is durable, and pages may look.
    if (stored.change() != null) {
      changes.reportStored(stored.change());
    }
    return stored.receipt().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The receipt that a sealed report got before, by its header alone: it needs no parsing then.
   *
   * @param digest SHA-256 of the body
   */
  public Optional<byte[]> findReceipt(AdmittedDevice device, SealedHeader header, byte[] digest) {
    return database
        .<Optional<String>, RuntimeException>read(
            connection -> new ReportLog(connection, device).findReceipt(header, digest))
        .map(receipt -> receipt.getBytes(StandardCharsets.UTF_8));
  }

  private Stored store(
      Connection connection,
      AdmittedDevice device,
      Report report,
      byte[] digest,
      String address,
      Instant now)
      throws SQLException {
    // [PLT-TLS-008] [PLT-TLS-009] Locks the device's record: two uploads of one device follow each
    // other.
    boolean admitted =
        gate.touch(connection, device, now, report.software(), address, report.clock().name());
    if (!admitted) {
      throw new ProblemException(
          ProblemType.DEVICE_INACTIVE,
          "Device " + device.id() + " was just cut off",
          Requirement.PLT_TLS_008.id());
    }

    // [PLT-RPT-007] De-duplicate: the same again gives the same answer.
    ReportLog log = new ReportLog(connection, device);
    Receipt answer = new Receipt(report.device(), report.epoch(), report.sequence());
    String receipt = new String(ReceiptCodec.write(answer), StandardCharsets.UTF_8);
    if (!log.add(report, digest, receipt, now)) {
      return new Stored(repeat(log, report, digest), null);
    }

    // [PLT-RPT-013] What throws from here on leaves the sequence free [PLT-RPT-026].
    ReportPlace place = ReportPlace.of(log.findState(), report, () -> log.hasOthersOfEpoch(report));
    if (place == ReportPlace.BASE_UNKNOWN) {
      throw new ProblemException(
          ProblemType.BASE_UNKNOWN,
          "Report "
              + report.sequence()
              + " builds on "
              + report.base()
              + ", which is not the state that is stored here",
          Requirement.PLT_RPT_013.id());
    }

    FleetWriter.Told told =
        new FleetWriter.Told(device.tenant(), device.id(), report, new ReportTimes(report, now));
    Set<Long> printers =
        place == ReportPlace.APPLY
            ? fleet.apply(connection, told)
            : fleet.keepReadings(connection, told);
    // [PLT-TLS-046]
    new ObstacleLog(connection, device).keep(report.obstacles(), now);
    log.advance(report, place, told.times().created(), now);
    return new Stored(receipt, change(device, printers, hear(connection, device, report, place)));
  }

  private static String repeat(ReportLog log, Report report, byte[] digest) throws SQLException {
    return log.repeat(report, digest)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.SEQUENCE_REUSED,
                    "Report "
                        + report.sequence()
                        + " of this epoch was stored with another body; a new body takes a new"
                        + " sequence, and a device that has lost count starts a new epoch",
                    Requirement.PLT_RPT_008.id()));
  }

  /** What a device says of its own software; what it said before it said something newer is old. */
  private Set<String> hear(
      Connection connection, AdmittedDevice device, Report report, ReportPlace place)
      throws SQLException {
    UpdateState state = report.updates();
    return state == null || place != ReportPlace.APPLY
        ? Set.of()
        : updates.heard(connection, device, state, clock.instant());
  }

  private static FleetChange change(
      AdmittedDevice device, Set<Long> printers, Set<String> rollouts) {
    Set<String> topics = printers.stream().map(id -> "printer:" + id).collect(Collectors.toSet());
    topics.addAll(rollouts);
    topics.add("printers");
    topics.add("alerts");
    topics.add("devices");
    topics.add("device:" + device.id());
    return new FleetChange(device.tenant(), topics);
  }
}
