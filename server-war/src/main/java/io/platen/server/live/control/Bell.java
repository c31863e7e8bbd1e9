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
 * ring is only a hint. Where the connection breaks there is another one, and a {@link Look} at
 * everything.
 */
final class Bell implements Runnable {
  private static final Logger LOG = System.getLogger(Bell.class.getName());
  private static final Duration SLICE = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final DataSource source;
  private final Channels channels;
  private final Look look;
  private final CountDownLatch end = new CountDownLatch(1);

  Bell(DataSource source, Channels channels, Look look) {
    this.source = source;
    this.channels = channels;
    this.look = look;
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
    try {
      look.ask();
      hear(connection.unwrap(PGConnection.class));
    } finally {
      unlisten(connection);
    }
  }

  private void hear(PGConnection postgres) throws SQLException {
    while (!isEnded()) {
      PGNotification[] rung = postgres.getNotifications((int) SLICE.toMillis());
      for (PGNotification each : rung == null ? new PGNotification[0] : rung) {
        hear(each.getParameter());
      }
    }
  }

  private void hear(String ring) {
    try {
      channels.rung(List.of(ring.split(" ", -1)));
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "Nothing could be done about a ring", e);
      look.ask();
    }
  }

  /** The connection goes back to the pool, and would hear rings there that nobody takes. */
  private static void unlisten(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("UNLISTEN *");
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "The connection has ended, and hears no more", e);
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
