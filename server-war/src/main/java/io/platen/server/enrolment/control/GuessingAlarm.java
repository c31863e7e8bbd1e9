package io.platen.server.enrolment.control;

import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.database.StorageException;
import io.platen.server.tries.WindowCounter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong codes from everywhere, and tells people when they are more than typing errors. It
 * refuses nothing: [PLT-ENR-009] who guesses would lock all others out. Nor does a guess wait here
 * for another: one transaction of a node counts, and those that come meanwhile are counted by the
 * next.
 */
final class GuessingAlarm {
  /** In an hour: as many as the busiest site may, from one address. */
  static final int OF_TENANT = CodeTries.OF_SOURCE;

  /** In an hour, also at selectors that no code has. */
  static final int OF_SERVER = 1000;

  /** Sorted by how a row is named, so that all nodes lock in one order. */
  private static final String SERVER = "server";

  private static final String TENANT = "tenant ";
  private static final WindowCounter WRONG =
      new WindowCounter(CodeTries.TABLE, Duration.ofHours(1));
  private static final Logger LOG = System.getLogger(GuessingAlarm.class.getName());

  private final Database database;
  private final Semaphore one = new Semaphore(1);
  private Map<String, Integer> waiting = new TreeMap<>();

  GuessingAlarm(Database database) {
    this.database = database;
  }

  /**
   * One more. Not within a transaction: it takes one of its own.
   *
   * @param tenant whose code it was, empty where nobody has such a code
   */
  void wrong(Optional<Long> tenant, Instant now) {
    synchronized (this) {
      waiting.merge(SERVER, 1, Integer::sum);
      tenant.ifPresent(each -> waiting.merge(TENANT + each, 1, Integer::sum));
    }
    if (!one.tryAcquire()) {
      return;
    }
    try {
      count(taken(), now);
    } catch (StorageException e) {
      LOG.log(Level.DEBUG, "The database is away", e); // the guess is refused all the same
    } finally {
      one.release();
    }
  }

  private synchronized Map<String, Integer> taken() {
    Map<String, Integer> taken = waiting;
    waiting = new TreeMap<>();
    return taken;
  }

  private void count(Map<String, Integer> wrong, Instant now) {
    database.inTransaction(
        connection -> {
          for (Map.Entry<String, Integer> each : wrong.entrySet()) {
            count(connection, each.getKey(), each.getValue(), now);
          }
          return wrong;
        });
  }

  private static void count(Connection connection, String subject, int more, Instant now)
      throws SQLException {
    boolean all = subject.equals(SERVER);
    int limit = all ? OF_SERVER : OF_TENANT;
    int count = WRONG.add(connection, subject, more, now).tries();
    if (count >= limit && count - more < limit) {
      tell(connection, all ? null : Long.valueOf(subject.substring(TENANT.length())), limit, now);
    }
  }

  private static void tell(Connection connection, @Nullable Long tenant, int count, Instant now)
      throws SQLException {
    String what = count + " wrong activation codes within an hour";
    String whose = tenant == null ? "at all codes" : "at codes of tenant " + tenant;
    LOG.log(Level.WARNING, "{0}, {1}: somebody guesses", what, whose);
    Audit.record(
        connection, new Audit.Entry(now, tenant, "server", "enrolment.guessing", what, null));
  }
}
