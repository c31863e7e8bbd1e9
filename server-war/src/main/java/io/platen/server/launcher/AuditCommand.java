package io.platen.server.launcher;

import io.platen.server.audit.AuditChain;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
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

/**
 * {@code audit verify}: walks the chain of audit entries. It works beside a running server, and
 * starts the embedded database for itself where no server runs.
 */
final class AuditCommand {
  private static final String DRIVER = "org.postgresql.Driver";
  private static final String DRIVER_JAR = "MICRO-INF/lib/postgresql-";

  /** Written by the running server, read by nobody in its process. */
  private static final String ANCHOR = "audit-anchor";

  private final Configuration configuration;
  private final PrintStream out;

  AuditCommand(Configuration configuration, PrintStream out) {
    this.configuration = configuration;
    this.out = out;
  }

  ExitCode verify() throws StartException {
    if (!configuration.embedsDatabase()) {
      return verify(
          configuration.text(ServerKey.DB_URL),
          configuration.text(ServerKey.DB_USER),
          configuration.text(ServerKey.DB_PASSWORD));
    }
    Optional<Integer> port = portOfRunning();
    return port.isPresent() ? verifyEmbedded(port.get()) : verifyStopped();
  }

  private Optional<Integer> portOfRunning() throws StartException {
    Properties addresses = new Properties();
    try (InputStream in = Files.newInputStream(configuration.data().resolve("server.properties"))) {
      addresses.load(in);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("The running server's server.properties cannot be read", e);
    }
    // A killed server leaves the file.
    boolean runs =
        Optional.ofNullable(addresses.getProperty("pid"))
            .map(Long::parseLong)
            .flatMap(ProcessHandle::of)
            .isPresent();
    String port = addresses.getProperty("database.port", "");
    return runs && !port.isEmpty() ? Optional.of(Integer.parseInt(port)) : Optional.empty();
  }

  private ExitCode verifyStopped() throws StartException {
    if (!Files.isDirectory(configuration.data().resolve("postgres"))) {
      throw new StartException(
          ExitCode.START_FAILED,
          "There is no database in "
              + configuration.data()
              + ". Name the server's folder with --data, or its configuration with --config.",
          null);
    }
    try (DataFolder folder = DataFolder.open(configuration.data())) {
      PostgresPrograms programs = PostgresPrograms.unpack(folder.postgresPrograms());
      int port = Ports.settleDatabasePort(configuration);
      EmbeddedPostgres postgres = new EmbeddedPostgres(folder, programs, port, 5);
      postgres.start();
      try {
        return verifyEmbedded(port);
      } finally {
        postgres.stop();
      }
    }
  }

  private ExitCode verifyEmbedded(int port) throws StartException {
    try {
      String password = Files.readString(configuration.data().resolve("postgres-password")).strip();
      return verify("jdbc:postgresql://127.0.0.1:" + port + "/platen", "platen", password);
    } catch (IOException e) {
      throw failed("The embedded database's password cannot be read", e);
    }
  }

  private ExitCode verify(String url, String user, String password) throws StartException {
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
        return tell(AuditChain.verify(connection, anchor()));
      }
    } catch (SQLException e) {
      throw failed("The database at " + url + " cannot be read", e);
    } catch (IOException | ReflectiveOperationException e) {
      throw failed("The PostgreSQL driver cannot be loaded", e);
    }
  }

  private Optional<AuditChain.Anchor> anchor() throws IOException {
    Path file = configuration.data().resolve(ANCHOR);
    if (!Files.exists(file)) {
      out.println(
          file + " is not there: a cut end or a chain that was made anew cannot be noticed.");
      return Optional.empty();
    }
    return AuditChain.Anchor.read(Files.readString(file));
  }

  private ExitCode tell(AuditChain.Verdict verdict) {
    if (verdict instanceof AuditChain.Intact intact) {
      out.println(
          "The audit is intact: "
              + intact.end().position()
              + " records, the last with hash "
              + intact.end().hash());
      return ExitCode.STOPPED;
    }
    AuditChain.Broken broken = (AuditChain.Broken) verdict;
    String which = broken.position() == 0 ? "A record" : "Record " + broken.position();
    out.println("The audit is BROKEN. " + which + " " + broken.what());
    return ExitCode.AUDIT_BROKEN;
  }

  /** The driver lies as a jar in our jar, where the container wants it. */
  private static URLClassLoader driverLoader() throws IOException {
    ClassLoader parent = AuditCommand.class.getClassLoader();
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
          AuditCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static StartException failed(
      String what, @org.jspecify.annotations.Nullable Throwable cause) {
    String reason = cause == null ? "" : " (" + cause.getMessage() + ")";
    return new StartException(
        ExitCode.START_FAILED, "Nothing was verified. " + what + reason + ".", cause);
  }
}
