package io.platen.server.release.control;

import io.platen.server.database.Database;
import io.platen.server.database.StorageException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Removes hourly what nothing names any more; of all nodes one does it. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class SweepTimer {
  private static final Logger LOG = System.getLogger(SweepTimer.class.getName());
  private static final int LEAST = 1;

  @Inject Database database;
  @Inject ObjectStore objects;
  @Inject InstantSource clock;

  @Inject
  @ConfigProperty(name = "platen.objects.grace", defaultValue = "7")
  int days;

  @Schedule(hour = "*", minute = "23", persistent = false)
  void sweep() {
    Duration grace = Duration.ofDays(Math.max(LEAST, days));
    try {
      ObjectSweep.Swept swept = new ObjectSweep(database, objects, grace).sweep(clock.instant());
      if (swept.objects() > 0) {
        LOG.log(
            Level.INFO,
            "Removed {0} objects of {1} bytes that no metadata has named for {2} days",
            swept.objects(),
            swept.bytes(),
            grace.toDays());
      }
    } catch (StorageException | IOException e) {
      LOG.log(Level.WARNING, "What no metadata names cannot be removed now", e);
    }
  }
}
