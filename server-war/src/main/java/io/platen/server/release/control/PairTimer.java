package io.platen.server.release.control;

import io.platen.server.database.Database;
import io.platen.server.database.StorageException;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets pair packs be made ahead, on every node by one thread and within its budget of CPU. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class PairTimer {
  private static final Logger LOG = System.getLogger(PairTimer.class.getName());
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject Database database;
  @Inject Releases releases;
  @Inject ObjectStore objects;
  @Inject Instance<RunningImages> running;
  @Inject InstantSource clock;

  @Inject
  @ConfigProperty(name = "platen.pairs.minutes", defaultValue = "20")
  int minutes;

  private final AtomicBoolean isWorking = new AtomicBoolean();
  private volatile boolean isStopped;
  private CpuBudget budget = new CpuBudget(Duration.ZERO, HOUR);

  /** A turn ends with the budget, or when nothing is wanted; turns do not overlap. */
  @Schedule(hour = "*", minute = "*", second = "41", persistent = false)
  void turn() {
    if (running.isUnsatisfied() || !isWorking.compareAndSet(false, true)) {
      return;
    }
    try {
      work();
    } catch (StorageException e) {
      LOG.log(Level.DEBUG, "The database is away", e);
    } finally {
      isWorking.set(false);
    }
  }

  private void work() {
    PairQueue queue = new PairQueue(database, releases);
    queue.want(running.get(), clock.instant());
    budget = budget.of(Duration.ofMinutes(minutes));
    PairWorker worker = new PairWorker(queue, objects, clock);
    while (!isStopped && budget.hasSome(clock.instant())) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      boolean isMore = worker.one();
      long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      budget.spend(Duration.ofNanos(Math.max(0, spent)));
      if (!isMore) {
        return;
      }
    }
  }

  @PreDestroy
  void stop() {
    isStopped = true;
  }
}
