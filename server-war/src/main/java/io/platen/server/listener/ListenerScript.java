package io.platen.server.listener;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that shape the container. One source for both uses: the launcher runs them, the bare
 * WAR prints them when they are missing.
 */
public final class ListenerScript {
  private static final String CONFIG = "configs.config.server-config.";
  private static final String PROTOCOLS = CONFIG + "network-config.protocols.protocol.";
  private static final String LISTENERS = CONFIG + "network-config.network-listeners.";
  private static final String POOL = "platen-pool";
  private static final String DEVICE_THREADS = "platen-device-threads";
  private static final String OTHER_THREADS = "http-thread-pool";

  private ListenerScript() {}

  /** Before the container starts: the listeners. */
  public static List<AsadminCommand> listeners(
      Endpoint endpoint, KeyStores stores, DeviceLimits limits, DeviceTls tls) {
    List<AsadminCommand> commands = new ArrayList<>();
    // Of its own, so that devices that are slow, or many, leave people and enrolment theirs.
    commands.add(
        AsadminCommand.of(
            "create-threadpool",
            "--minthreadpoolsize=2",
            "--maxthreadpoolsize=" + limits.threads(),
            "--maxqueuesize=4096",
            DEVICE_THREADS));
    for (Listener listener : Listener.values()) {
      addListener(commands, listener, endpoint, stores);
    }
    String device = PROTOCOLS + Listener.DEVICE.title();
    if (tls == DeviceTls.LEGACY) {
      commands.add(set(device + ".ssl.ssl3-tls-ciphers=" + tls.suites()));
      commands.add(set(device + ".ssl.tls12-enabled=true"));
    }
    // Kept connections: a full handshake costs five times an upload.
    commands.add(set(device + ".http.max-connections=-1"));
    commands.add(set(device + ".http.max-post-size-bytes=" + limits.bodyBytes()));
    commands.add(set(device + ".http.websockets-timeout-seconds=900"));
    return commands;
  }

  /**
   * While the container runs: other keys and authorities for all listeners. A listener reads its
   * stores when it is opened, so each is closed for a moment.
   */
  public static List<AsadminCommand> renewal(KeyStores stores) {
    List<AsadminCommand> commands = new ArrayList<>();
    for (Listener listener : Listener.values()) {
      String enabled = LISTENERS + "network-listener." + listener.title() + ".enabled=";
      commands.add(set(enabled + "false"));
      stores(listener, stores).forEach(assignment -> commands.add(set(assignment)));
      commands.add(set(enabled + "true"));
    }
    return commands;
  }

  private static List<String> stores(Listener listener, KeyStores stores) {
    String ssl = PROTOCOLS + listener.title() + ".ssl.";
    List<String> assignments = new ArrayList<>();
    assignments.add(ssl + "key-store=" + stores.keyStore());
    assignments.add(ssl + "key-store-password=" + stores.password());
    if (listener != Listener.CONSOLE) {
      // [PLT-ENR-020] A factory certificate gets no answer from the device port.
      String trust =
          listener == Listener.DEVICE ? stores.trustStore() : stores.enrolmentTrustStore();
      assignments.add(ssl + "trust-store=" + trust);
      assignments.add(ssl + "trust-store-password=" + stores.password());
    }
    return assignments;
  }

  /** Closes what a Payara Micro opens by itself, without TLS. */
  public static List<AsadminCommand> closeOthers() {
    return List.of(
        set(LISTENERS + "network-listener.http-listener.enabled=false"),
        set(LISTENERS + "network-listener.https-listener.enabled=false"),
        set(CONFIG + "phone-home-runtime-configuration.enabled=false"));
  }

  /** After the container's start, before the WAR: the data source {@code jdbc/platen}. */
  public static List<AsadminCommand> dataSource(DatabasePool pool) {
    return List.of(
        AsadminCommand.of(
            "create-jdbc-connection-pool",
            "--datasourceclassname=org.postgresql.ds.PGSimpleDataSource",
            "--restype=javax.sql.DataSource",
            "--steadypoolsize=2",
            "--maxpoolsize=" + pool.size(),
            "--maxwait=10000",
            // A database that was restarted is found out at the next use, not by a device.
            "--isconnectvalidatereq=true",
            "--validationmethod=custom-validation",
            "--validationclassname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "--failconnection=true",
            "--property=" + properties(pool),
            POOL),
        set("resources.jdbc-connection-pool." + POOL + ".validate-atmost-once-period-in-seconds=1"),
        AsadminCommand.of("create-jdbc-resource", "--connectionpoolid=" + POOL, "jdbc/platen"));
  }

  /** Both parts as an operator types them, with places for what only the operator knows. */
  public static String forOperators(Endpoint endpoint, DeviceTls tls) {
    KeyStores stores =
        new KeyStores(
            "/path/to/server.p12",
            "ALIAS",
            "/path/to/devices.p12",
            "/path/to/devices-and-factories.p12",
            "PASSWORD");
    DatabasePool database =
        new DatabasePool(
            "jdbc:postgresql://HOST:5432/platen", "USER", "PASSWORD", DeviceLimits.CONNECTIONS);
    return Stream.concat(
            listeners(endpoint, stores, DeviceLimits.OF_A_BARE_WAR, tls).stream(),
            dataSource(database).stream())
        .map(command -> "asadmin " + command.line())
        .collect(Collectors.joining("\n"));
  }

  private static String properties(DatabasePool pool) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("url", pool.url());
    properties.put("user", pool.user());
    properties.put("password", pool.password());
    properties.put("reWriteBatchedInserts", "true");
    properties.put("ApplicationName", "platen-server");
    properties.put("connectTimeout", "5");
    properties.put("socketTimeout", "60");
    properties.put("tcpKeepAlive", "true");
    return properties.entrySet().stream()
        .map(property -> property.getKey() + "=" + escape(property.getValue()))
        .collect(Collectors.joining(":"));
  }

  private static void addListener(
      List<AsadminCommand> commands, Listener listener, Endpoint endpoint, KeyStores stores) {
    String name = listener.title();
    String ssl = PROTOCOLS + name + ".ssl.";
    String http = PROTOCOLS + name + ".http.";
    commands.add(AsadminCommand.of("create-protocol", "--securityenabled=true", name));
    commands.add(AsadminCommand.of("create-http", "--default-virtual-server=server", name));
    commands.add(
        AsadminCommand.of(
            "create-ssl",
            "--type=http-listener",
            "--certname=" + stores.alias(),
            "--clientauthenabled=false",
            name));
    stores(listener, stores).forEach(assignment -> commands.add(set(assignment)));
    commands.add(set(ssl + "key-store-password-provider=plain"));
    if (listener != Listener.CONSOLE) {
      commands.add(set(ssl + "trust-store-password-provider=plain"));
      // [PLT-TLS-001] Without a good certificate there is no HTTP answer from the device port.
      commands.add(set(ssl + "client-auth=" + (listener == Listener.DEVICE ? "need" : "want")));
    }
    commands.add(set(ssl + "tls12-enabled=false"));
    commands.add(set(ssl + "handshake-timeout-millis=15000"));
    commands.add(set(ssl + "tls-session-timeout=3600"));
    commands.add(set(ssl + "tls-session-cache-size=20000"));
    commands.add(set(http + "http2-enabled=false"));
    commands.add(set(http + "server-header=false"));
    commands.add(set(http + "xpowered-by=false"));
    commands.add(set(http + "timeout-seconds=30"));
    commands.add(set(http + "request-timeout-seconds=30"));
    commands.add(set(http + "connection-upload-timeout-millis=30000"));
    commands.add(
        AsadminCommand.of(
            "create-network-listener",
            "--address=" + endpoint.address(),
            "--listenerport=" + endpoint.port(listener),
            "--protocol=" + name,
            "--threadpool=" + (listener == Listener.DEVICE ? DEVICE_THREADS : OTHER_THREADS),
            "--enabled=true",
            name));
  }

  private static AsadminCommand set(String assignment) {
    return AsadminCommand.of("set", assignment);
  }

  /** In asadmin properties a colon parts two of them, an equals sign name and value. */
  private static String escape(String value) {
    return value.replaceAll("([\\\\:=])", "\\\\$1");
  }
}
