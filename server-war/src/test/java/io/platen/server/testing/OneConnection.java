package io.platen.server.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A pool with one connection, for one thread: who closes it gives it back as it is. */
public final class OneConnection implements AutoCloseable {
  private final Connection connection;
  private final AtomicInteger taken = new AtomicInteger();

  public OneConnection(DataSource source) throws SQLException {
    connection = source.getConnection();
  }

  public DataSource source() {
    return Stub.of(DataSource.class, call -> give());
  }

  /** What is in the pool. */
  public Connection connection() {
    return connection;
  }

  /** How often somebody has taken it. */
  public int taken() {
    return taken.get();
  }

  private Connection give() {
    taken.incrementAndGet();
    return (Connection)
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
