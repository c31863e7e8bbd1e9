package io.platen.server.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The server's database for a command: beside a running server, or with the embedded one started
 * for the while where no server runs.
 */
final class CommandDatabase {
  private static final String DRIVER = "org.postgresql.Driver";
  private static final String DRIVER_JAR = "MICRO-INF/lib/postgresql-";

  private final Configuration configuration;

  CommandDatabase(Configuration configuration) {
    this.configuration = configuration;
  }

  /** What the command does there. */
  interface Work<R> {
    R on(Connection connection) throws SQLException, StartException;
  }

  /**
   * @throws StartException when there is no database or it fails; the message says why
   */
  <R> R use(Work<R> work) throws StartException {
    Optional<Integer> port =
        running().map(each -> each.getProperty("database.port", "")).flatMap(CommandDatabase::port);
    if (!configuration.embedsDatabase() || port.isPresent()) {
      return connected(port.orElse(0), work);
    }
    try (DataFolder folder = DataFolder.ofServer(configuration)) {
      return within(folder, work);
    }
  }

  private static Optional<Integer> port(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(text));
  }

  /** The same for who holds the folder, so that no server runs. */
  <R> R within(DataFolder folder, Work<R> work) throws StartException {
    if (!configuration.embedsDatabase()) {
      return connected(0, work);
    }
    PostgresPrograms programs = PostgresPrograms.unpack(folder.postgresPrograms());
    int port = Ports.settleDatabasePort(configuration);
    EmbeddedPostgres postgres = new EmbeddedPostgres(folder, programs, port, 5);
    postgres.start();
    try {
      return connected(port, work);
    } finally {
      postgres.stop();
    }
  }

  /** What a running server has written down about itself; empty where none runs. */
  Optional<Properties> running() throws StartException {
    Properties addresses = new Properties();
    try (InputStream in = Files.newInputStream(configuration.data().resolve("server.properties"))) {
      addresses.load(in);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("The running server's server.properties cannot be read", e);
    }
    // A killed server leaves the file.
    return Optional.ofNullable(addresses.getProperty("pid"))
        .map(Long::parseLong)
        .flatMap(ProcessHandle::of)
        .map(process -> addresses);
  }

  private <R> R connected(int port, Work<R> work) throws StartException {
    if (!configuration.embedsDatabase()) {
      return connected(
          configuration.text(ServerKey.DB_URL),
          configuration.text(ServerKey.DB_USER),
          configuration.text(ServerKey.DB_PASSWORD),
          work);
    }
    try {
      String password = Files.readString(configuration.data().resolve("postgres-password")).strip();
      return connected("jdbc:postgresql://127.0.0.1:" + port + "/platen", "platen", password, work);
    } catch (IOException e) {
      throw failed("The embedded database's password cannot be read", e);
    }
  }

  private <R> R connected(String url, String user, String password, Work<R> work)
      throws StartException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    try (URLClassLoader loader = driverLoader()) {
      Driver driver =
          Class.forName(DRIVER, true, loader)
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance();
      try (Connection connection = driver.connect(url, login)) {
        if (connection == null) {
          throw failed(url + " is no address of a PostgreSQL", null);
        }
        return work.on(connection);
      }
    } catch (SQLException e) {
      throw failed("The database at " + url + " does not do it", e);
    } catch (IOException | ReflectiveOperationException e) {
      throw failed("The PostgreSQL driver cannot be loaded", e);
    }
  }

  /** The driver lies as a jar in our jar, where the container wants it. */
  private static URLClassLoader driverLoader() throws IOException {
    ClassLoader parent = CommandDatabase.class.getClassLoader();
    Path own = ownJar();
    if (!Files.isRegularFile(own)) {
      return new URLClassLoader(new URL[0], parent);
    }
    try (JarFile jar = new JarFile(own.toFile())) {
      JarEntry driver =
          jar.stream()
              .filter(entry -> entry.getName().startsWith(DRIVER_JAR))
              .findFirst()
              .orElseThrow(() -> new IOException(DRIVER_JAR + " is missing in " + own));
      Path copy = Files.createTempFile("platen-driver", ".jar");
      copy.toFile().deleteOnExit();
      try (InputStream content = jar.getInputStream(driver)) {
        Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return new URLClassLoader(new URL[] {copy.toUri().toURL()}, parent);
    }
  }

  private static Path ownJar() throws IOException {
    try {
      return Path.of(
          CommandDatabase.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static StartException failed(String what, @Nullable Throwable cause) {
    String reason = cause == null ? "" : " (" + cause.getMessage() + ")";
    return new StartException(ExitCode.START_FAILED, what + reason + ".", cause);
  }
}
