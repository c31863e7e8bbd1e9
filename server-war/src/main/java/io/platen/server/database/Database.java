package io.platen.server.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Plain JDBC in local transactions, for statements over many rows: storing reports and reading
 * lists. Single aggregates go by JPA. A commit stands in the code here and not in an interceptor,
 * because an acknowledgement depends on it.
 */
@ApplicationScoped
// A connection that the container has enlisted could not be committed here.
@Transactional(TxType.NOT_SUPPORTED)
public class Database {
  private DataSource source;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Database() {}

  @Inject
  public Database(DataSource source) {
    this.source = source;
  }

  /** Statements that belong together. */
  @FunctionalInterface
  public interface Work<R, X extends Exception> {
    R on(Connection connection) throws SQLException, X;
  }

  /** Returns after the commit; whatever the work throws rolls back. */
  public <R, X extends Exception> R inTransaction(Work<R, X> work) throws X {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        R result = work.on(connection);
        connection.commit();
        committed = true;
        return result;
      } finally {
        end(connection, committed);
      }
    } catch (SQLException e) {
      throw StorageException.of(e);
    }
  }

  /** For reading: each statement is a transaction of its own. */
  public <R, X extends Exception> R read(Work<R, X> work) throws X {
    try (Connection connection = connect()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw StorageException.of(e);
    }
  }

  private Connection connect() {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw StorageException.unreachable(e);
    }
  }

  private static void end(Connection connection, boolean committed) throws SQLException {
    if (!committed) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        // The connection is broken, so PostgreSQL has rolled back; the first exception tells why.
        return;
      }
    }
    connection.setAutoCommit(true);
  }
}
