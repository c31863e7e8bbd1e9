package io.platen.server.rollout.control;

import io.platen.server.database.StorageException;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Has each node look for rollouts that are due; the database gives each to one of them. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RolloutTimer {
  private static final Logger LOG = System.getLogger(RolloutTimer.class.getName());

  @Inject RolloutEngine engine;

  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void look() {
    try {
      engine.look();
    } catch (StorageException e) { // the next turn tries again
      LOG.log(Level.DEBUG, "The database is away", e);
    }
  }
}
