package io.platen.server.ingest.control;

import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.control.FleetWriter;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.rollout.control.UpdateReports;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores a report once, whoever sends it how often, and answers with its receipt when it is
 * durable. Its steps are in {@link Intake}.
 */
@ApplicationScoped
public class Ingest {
  private Database database;
  private DatabaseIntake.Writers writers;
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
    this.writers = new DatabaseIntake.Writers(gate, fleet, updates);
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
    Intake.demandSender(device.id(), report);
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
    DatabaseIntake memory = new DatabaseIntake(connection, device, writers, address, now);
    String receipt = Intake.take(memory, report, digest);
    return new Stored(receipt, memory.change());
  }
}
