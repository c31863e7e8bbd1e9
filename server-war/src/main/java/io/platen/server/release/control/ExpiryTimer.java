package io.platen.server.release.control;

import io.platen.server.database.StorageException;
import io.platen.server.release.entity.RepositoryState.Expiry;
import io.platen.server.release.entity.RepositoryState.Warning;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;

/** Tells the log daily what of makers' metadata expires soon, or has expired. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ExpiryTimer {
  private static final Logger LOG = System.getLogger(ExpiryTimer.class.getName());

  @Inject Releases releases;
  @Inject InstantSource clock;

  @Schedule(hour = "6", minute = "7", persistent = false)
  void warn() {
    Instant now = clock.instant();
    try {
      for (Expiry each : releases.expiries()) {
        if (each.at(now) != Warning.NONE) {
          LOG.log(
              Level.WARNING,
              "A maker''s {0}, edition {1}, expires at {2}; the console''s page Releases says what"
                  + " to do",
              each.role(),
              Long.toString(each.version()),
              each.expires());
        }
      }
    } catch (StorageException e) {
      LOG.log(Level.DEBUG, "The database is away", e);
    }
  }
}
