package io.platen.server.operation;

import io.platen.server.launcher.FreePort;
import io.platen.server.listener.AsadminCommand;
import io.platen.server.listener.DatabasePool;
import io.platen.server.listener.DeviceLimits;
import io.platen.server.listener.DeviceTls;
import io.platen.server.listener.Endpoint;
import io.platen.server.listener.KeyStores;
import io.platen.server.listener.Listener;
import io.platen.server.listener.ListenerScript;
import io.platen.server.testing.TestAuthority;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What an operator prepares before deploying the WAR: keys, a database, the script's commands. */
final class DeploymentSurroundings implements BeforeAllCallback, AutoCloseable {
  static final Path FOLDER = Path.of("target", "arquillian");
  static TestAuthority authority;
  static Endpoint endpoint;
  static EmbeddedPostgres database;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(DeploymentSurroundings.class, key -> prepare());
  }

  @Override
  public void close() throws IOException {
    database.close();
  }

  private DeploymentSurroundings prepare() {
    try {
      Files.createDirectories(FOLDER.resolve("tmp"));
      Files.createDirectories(FOLDER.resolve("data"));
      authority = TestAuthority.named("Test authority");
      endpoint = new Endpoint("127.0.0.1", freePorts());
      database =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .start();
      KeyStores stores =
          new KeyStores(
              store("server.p12", authority.issue("localhost")),
              "key",
              store("devices.p12", authority.trustStore()),
              store("factories.p12", authority.trustStore()),
              "test");
      commands(
          "pre.asadmin",
          ListenerScript.closeOthers(),
          ListenerScript.listeners(
              endpoint, stores, new DeviceLimits(1024 * 1024, 16), DeviceTls.TLS_1_3));
      commands(
          "post.asadmin",
          List.of(),
          ListenerScript.dataSource(
              new DatabasePool(
                  "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres",
                  "postgres",
                  "asked-by-the-pool-only",
                  10)));
      Properties properties = new Properties();
      properties.setProperty("platen.data", FOLDER.resolve("data").toAbsolutePath().toString());
      for (Listener listener : Listener.values()) {
        properties.setProperty(listener.portKey(), Integer.toString(endpoint.port(listener)));
      }
      try (OutputStream file = Files.newOutputStream(FOLDER.resolve("system.properties"))) {
        properties.store(file, null);
      }
      return this;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<Listener, Integer> freePorts() throws Exception {
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket device = FreePort.hold(loopback);
        ServerSocket console = FreePort.hold(loopback);
        ServerSocket enrolment = FreePort.hold(loopback)) {
      ports.put(Listener.DEVICE, device.getLocalPort());
      ports.put(Listener.CONSOLE, console.getLocalPort());
      ports.put(Listener.ENROLMENT, enrolment.getLocalPort());
    }
    return ports;
  }

  private static String store(String name, KeyStore store) throws Exception {
    Path file = FOLDER.resolve(name).toAbsolutePath();
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "test".toCharArray());
    }
    return file.toString();
  }

  private static void commands(String name, List<AsadminCommand> first, List<AsadminCommand> second)
      throws Exception {
    Files.write(
        FOLDER.resolve(name),
        java.util.stream.Stream.concat(first.stream(), second.stream())
            .map(AsadminCommand::line)
            .toList());
  }
}
