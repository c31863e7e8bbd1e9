package io.platen.server.ingest.control;

import io.platen.server.database.Database;
import io.platen.server.database.Partitions;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.control.EnrolmentTidying;
import io.platen.server.fleet.control.FleetChanges;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** What must be done now and then, on every node; nothing here needs to be done by one only. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Housekeeping {
  /** Far longer than a device keeps what it could send again. */
  static final Duration REMEMBER_REPORTS = Duration.ofDays(400);

  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

  @Inject Database database;
  @Inject Partitions partitions;
  @Inject FleetChanges changes;
  @Inject EnrolmentTidying enrolments;
  @Inject InstantSource clock;

  @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
  void lookForChanges() {
    quietly(changes::look);
  }

  @Schedule(hour = "*", minute = "17", persistent = false)
  void tidy() {
    quietly(() -> partitions.provide(clock.instant()));
    quietly(this::forgetOldReports);
    quietly(enrolments::run);
  }

  private void forgetOldReports() {
    database.inTransaction(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("DELETE FROM report_seen WHERE received < ?")) {
            delete.setObject(1, clock.instant().minus(REMEMBER_REPORTS).atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
          }
        });
  }

  /** The next turn tries again. */
  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (StorageException e) {
      LOG.log(Level.DEBUG, "The database is away", e);
    }
  }
}
