package io.platen.server.testing;

import io.platen.server.database.Database;
import io.platen.server.database.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A real PostgreSQL, one for the JVM, with the schema of the migrations. Each test takes a database
 * of its own, copied from a template, so that no test sees another's rows.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final DataSource source;
  private final EntityManager entities;

  private TestDatabase(String name) {
    this.name = name;
    this.source = Server.POSTGRES.getDatabase("postgres", name);
    this.entities = Unit.entitiesOf(source);
  }

  /** A fresh one with the whole schema and no rows. */
  public static TestDatabase create() {
    String name = "t" + COUNT.incrementAndGet();
    Server.execute("CREATE DATABASE " + name + " TEMPLATE " + Server.TEMPLATE);
    return new TestDatabase(name);
  }

  public DataSource source() {
    return source;
  }

  public Database database() {
    return new Database(source);
  }

  /** Shared by the control classes of one test, as the container shares one in a transaction. */
  public EntityManager entities() {
    return entities;
  }

  /** What the container does around a transactional method. */
  public <R> R inTransaction(Function<EntityManager, R> work) {
    entities.getTransaction().begin();
    try {
      R result = work.apply(entities);
      entities.getTransaction().commit();
      return result;
    } finally {
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.clear();
    }
  }

  /** The first column of the first row. */
  public Object value(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new AssertionError("No row for: " + sql);
      }
      return row.getObject(1);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  public void execute(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  @Override
  public void close() {
    entities.close();
    Server.execute("DROP DATABASE " + name + " WITH (FORCE)");
  }

  /** Made once, since that takes a second; it asks for connections to the current database. */
  private static final class Unit {
    private static volatile DataSource current;

    static final EntityManagerFactory FACTORY =
        Persistence.createEntityManagerFactory(
            "platen",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource", currentSource(),
                "eclipselink.jta.datasource", "",
                "eclipselink.logging.level", "WARNING"));

    static EntityManager entitiesOf(DataSource source) {
      current = source;
      return FACTORY.createEntityManager();
    }

    private static DataSource currentSource() {
      return (DataSource)
          Proxy.newProxyInstance(
              TestDatabase.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> method.invoke(current, arguments));
    }
  }

  private static final class Server {
    static final String TEMPLATE = "platen_template";
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("CREATE DATABASE " + TEMPLATE);
        }
        Migrations.migrate(postgres.getDatabase("postgres", TEMPLATE));
        return postgres;
      } catch (IOException | SQLException e) {
        throw new IllegalStateException("PostgreSQL did not start", e);
      }
    }

    private static void close(EmbeddedPostgres postgres) {
      try {
        postgres.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    static void execute(String sql) {
      try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new AssertionError(sql, e);
      }
    }
  }
}
