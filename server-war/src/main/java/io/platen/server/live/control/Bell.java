package io.platen.server.live.control;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what other transactions ring, of whatever node: one connection and one thread a node. A
 * ring is only a hint. Where the connection breaks there is another one, and everything is looked
 * at again.
 */
final class Bell implements Runnable {
  private static final Logger LOG = System.getLogger(Bell.class.getName());
  private static final Duration SLICE = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Even where nothing was rung: so long at most something stays unseen that was missed. */
  private static final Duration SLOW = Duration.ofSeconds(60);

  private final DataSource source;
  private final Channels channels;
  private final CountDownLatch end = new CountDownLatch(1);

  Bell(DataSource source, Channels channels) {
    this.source = source;
    this.channels = channels;
  }

  @Override
  public void run() {
    while (!isEnded()) {
      try (Connection connection = source.getConnection()) {
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        LOG.log(Level.DEBUG, "Nothing can be heard from other nodes for now", e);
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN platen_live");
    }
    PGConnection postgres = connection.unwrap(PGConnection.class);
    channels.lookAgain();
    long looked = System.nanoTime();
    while (!isEnded()) {
      PGNotification[] rung = postgres.getNotifications((int) SLICE.toMillis());
      for (PGNotification each : rung == null ? new PGNotification[0] : rung) {
        channels.rung(List.of(each.getParameter().split(" ", -1)));
      }
      if (System.nanoTime() - looked > SLOW.toNanos()) {
        channels.lookAgain();
        looked = System.nanoTime();
      }
    }
  }

  /** Until the database may be back, or this has ended. */
  private void pause() {
    try {
      if (end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(Level.DEBUG, "Nobody listens any more");
      }
    } catch (InterruptedException e) {
      end.countDown();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isEnded() {
    return end.getCount() == 0;
  }

  void end() {
    end.countDown();
  }
}
