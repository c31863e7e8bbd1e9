package io.platen.server.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import io.platen.server.listener.DatabasePool;
import io.platen.server.listener.DeviceLimits;
import io.platen.server.listener.DeviceTls;
import io.platen.server.listener.Endpoint;
import io.platen.server.listener.KeyStores;
import io.platen.server.listener.Listener;
import io.platen.server.listener.ListenerScript;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The main flow of the process: everything that is started, in order, and stopped in reverse. */
final class RunningServer {
  private static final Logger LOG = System.getLogger(RunningServer.class.getName());

  private final DataFolder folder;
  private final @Nullable RevocationPort revocation;
  private @Nullable PostgresSupervisor postgres;
  private @Nullable PayaraMicroRuntime payara;

  private RunningServer(DataFolder folder, @Nullable RevocationPort revocation) {
    this.folder = folder;
    this.revocation = revocation;
  }

  static void start(Configuration asked, PrintStream out) throws StartException {
    Configuration configuration = asked;
    RevocationPort revocation = null;
    if (asked.findFile(ServerKey.TLS_CERTIFICATE).isEmpty()) {
      revocation = RevocationPort.open(asked);
      configuration = asked.with(ServerKey.CRL_PORT, Integer.toString(revocation.number()));
    }
    Endpoint endpoint = Ports.settle(asked);
    DataFolder folder = DataFolder.open(configuration.data());
    RunningServer server = new RunningServer(folder, revocation);
    // Before anything else is started: also a start that is cut short cleans up.
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "platen-stop"));
    server.run(configuration, endpoint, out);
  }

  private void run(Configuration configuration, Endpoint endpoint, PrintStream out)
      throws StartException {
    DeviceTls tls = DeviceTls.of(configuration.text(ServerKey.DEVICE_TLS12));
    tls.systemProperties().forEach(System::setProperty);
    ServerCertificates certificates =
        new ServerCertificates(configuration, folder, InstantSource.system());
    System.setProperty("java.io.tmpdir", folder.run().resolve("tmp").toString());
    KeyStores stores = certificates.prepare();
    DatabasePool database = database(configuration);
    publish(configuration, endpoint);
    certificates.publish();
    PayaraServer container = new PayaraServer(folder);
    payara =
        container.start(
            ListenerScript.listeners(endpoint, stores, limits(configuration), tls),
            endpoint,
            database);
    ServerAddresses addresses =
        new ServerAddresses(configuration.text(ServerKey.PUBLIC_HOST), endpoint);
    try {
      addresses.write(
          folder.serverProperties(),
          certificates.authority(),
          postgres == null ? "" : Integer.toString(postgres.port()),
          revocation == null ? "" : certificates.listUrl());
    } catch (IOException e) {
      throw new StartException(
          ExitCode.START_FAILED,
          folder.serverProperties() + " cannot be written (" + e + "). Make room.",
          e);
    }
    if (revocation != null) {
      revocation.answer(new RevocationList(folder.tls(), InstantSource.system())::current);
    }
    out.println(addresses.readyLine());
    new KeyWatch(certificates::files, certificates::prepare, container::renew).start();
  }

  private static DeviceLimits limits(Configuration configuration) {
    return DeviceLimits.of(
        configuration.number(ServerKey.DEVICE_BODY_LIMIT),
        configuration.number(ServerKey.TRANSFERS),
        configuration.number(ServerKey.DB_POOL_SIZE));
  }

  private DatabasePool database(Configuration configuration) throws StartException {
    int size = configuration.number(ServerKey.DB_POOL_SIZE);
    if (!configuration.embedsDatabase()) {
      return new DatabasePool(
          configuration.text(ServerKey.DB_URL),
          configuration.text(ServerKey.DB_USER),
          configuration.text(ServerKey.DB_PASSWORD),
          size);
    }
    PostgresPrograms programs = PostgresPrograms.unpack(folder.postgresPrograms());
    EmbeddedPostgres embedded =
        new EmbeddedPostgres(folder, programs, Ports.settleDatabasePort(configuration), size);
    postgres =
        PostgresSupervisor.start(
            embedded,
            process ->
                LOG.log(
                    Level.INFO,
                    "The embedded PostgreSQL runs again as process {0}",
                    Long.toString(process.pid())));
    try {
      return embedded.pool();
    } catch (IOException e) {
      throw new StartException(
          ExitCode.START_FAILED,
          "The password of the embedded PostgreSQL cannot be read from "
              + folder.postgresPassword()
              + " ("
              + e
              + "). Put the file back from a backup.",
          e);
    }
  }

  /** The WAR reads the same keys by MicroProfile Config, with the ports that were settled. */
  private static void publish(Configuration configuration, Endpoint endpoint) {
    for (ServerKey key : ServerKey.values()) {
      if (!key.isSecret() && !configuration.text(key).isEmpty()) {
        System.setProperty(key.key(), configuration.text(key));
      }
    }
    System.setProperty(ServerKey.DATA.key(), configuration.data().toString());
    for (Listener listener : Listener.values()) {
      System.setProperty(Ports.keyOf(listener).key(), Integer.toString(endpoint.port(listener)));
    }
  }

  private void stop() {
    PostgresSupervisor database = postgres;
    if (database != null) {
      database.expectEnd();
    }
    PayaraMicroRuntime container = payara;
    if (container != null) {
      try {
        container.shutdown();
      } catch (BootstrapException | IllegalStateException e) {
        // The container's own shutdown hook was first.
      }
    }
    if (database != null) {
      database.stop();
    }
    if (revocation != null) {
      revocation.close();
    }
    folder.close();
  }
}
