package io.platen.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Comparator;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real server in a process of its own, one for all tests of a run that only ask it: set up,
 * with an authority for devices, with one proxy listed, and with the legacy profile of TLS on.
 */
public final class SharedServer implements BeforeAllCallback {
  private static SharedServer running;

  private final TestAuthority devices = authority();
  private Path folder;
  private ServerProcess process;
  private Properties addresses;
  private String token;
  private String said;

  private static TestAuthority authority() {
    try {
      return TestAuthority.named("Devices of tests");
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one that runs. */
  public static SharedServer get() {
    return running;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    if (running == null) {
      SharedServer started = new SharedServer();
      context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .put(SharedServer.class, (AutoCloseable) started::stop);
      started.start();
      running = started;
    }
  }

  private void start() throws Exception {
    folder = Files.createTempDirectory("platen-shared-server");
    TestAuthority.writePem(devices.certificate(), folder.resolve("devices.pem"));
    TestAuthority.writePem(
        TestAuthority.named("Proxies of tests").issue("proxy"),
        folder.resolve("proxy.pem"),
        folder.resolve("proxy.key"));
    Files.write(folder.resolve("devices.crl"), devices.revocationList());
    process =
        ServerProcess.start(
            folder,
            "platen.device.port=0",
            "platen.console.port=0",
            "platen.enrolment.port=0",
            "platen.crl.port=0",
            "platen.device.tls12=on",
            "platen.tls.device.authorities=" + folder.resolve("devices.pem"),
            "platen.tls.device.crl=" + folder.resolve("devices.crl"),
            "platen.proxy.certificates=" + folder.resolve("proxy.pem"),
            "platen.proxy.header=X-Forwarded-For",
            "platen.proxy.addresses=127.0.0.1");
    said = process.output();
    if (!process.isAlive()) {
      throw new IllegalStateException(process.output());
    }
    addresses = ServerProcess.addresses(folder);
    Files.copy(Path.of(addresses.getProperty("authority.pem")), folder.resolve("authority.pem"));
    String setup = Files.readString(folder.resolve("data/setup-token")).strip();
    token =
        found(
            "\"apiToken\":\"([^\"]+)\"",
            post(
                "/setup",
                "{\"token\":\""
                    + setup
                    + "\",\"tenant\":\"T\",\"user\":\"anna\",\"password\":\"correct horse battery\"}"));
  }

  /** A folder of its own, with {@code authority.pem}, {@code proxy.pem} and {@code proxy.key}. */
  public Path folder() {
    return folder;
  }

  public Properties addresses() {
    return addresses;
  }

  /** For the REST API. */
  public String token() {
    return token;
  }

  /** What it said while it started. */
  public String said() {
    return said;
  }

  /** Who may issue devices' certificates beside enrolment. */
  public TestAuthority devices() {
    return devices;
  }

  /** The id of a new device, whose record waits for its first request. */
  public String newDevice(String name) throws Exception {
    return found("\"id\":\"([^\"]+)\"", post("/devices", "{\"name\":\"" + name + "\"}"));
  }

  /** The answer of the REST API. */
  public String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(api(path)).GET());
  }

  /** The same of a call that changes something. */
  public String post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(api(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private URI api(String path) {
    return URI.create(addresses.getProperty("api.url") + path);
  }

  private String send(HttpRequest.Builder request) throws Exception {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
    return client.send(request.build(), BodyHandlers.ofString()).body();
  }

  /** Of a client that shows the key, or none where the store is empty. */
  public SSLContext client(KeyStore key) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(TestAuthority.managers(key), trust(), null);
    return context;
  }

  private SSLContext trusting() throws Exception {
    return client(TestAuthority.emptyStore());
  }

  private TrustManager[] trust() throws Exception {
    KeyStore trust = TestAuthority.emptyStore();
    try (var pem = Files.newInputStream(folder.resolve("authority.pem"))) {
      trust.setCertificateEntry(
          "authority",
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    return managers.getTrustManagers();
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private void stop() throws IOException {
    running = null;
    if (process != null) {
      process.close();
    }
    if (folder != null) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).forEach(SharedServer::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
