package io.platen.server.operation;

import static io.platen.protocol.Requirement.PLT_TLS_047;
import static io.platen.protocol.Requirement.PLT_TLS_048;
import static io.platen.protocol.Requirement.PLT_TLS_050;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.server.launcher.FreePort;
import io.platen.server.testing.Peer;
import io.platen.server.testing.SharedServer;
import io.platen.server.testing.TestAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server behind real nginx and HAProxy, as docs/how-to/behind-a-proxy.md sets them up. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReverseProxiesIT {
  private static final String SYNC = "/download/v1/sync";

  private final Map<String, Integer> ports = new java.util.HashMap<>();
  private final List<Process> proxies = new java.util.ArrayList<>();
  private SharedServer server;
  private Path folder;
  private Peer shell;
  private String own;
  private String other;

  @BeforeAll
  void start() throws Exception {
    Peer.demand("curl", "curl");
    Peer.demand("openssl", "openssl");
    Peer.demand("nginx-light", "nginx");
    Peer.demand("haproxy", "haproxy");
    server = SharedServer.get();
    folder = server.folder();
    shell = new Peer(folder);
    own = device("own", server.devices(), server.newDevice("own"));
    other = device("other", server.devices(), server.newDevice("other"));
    device("foreign", TestAuthority.named("Another"), other);
    shell.run(
        "sh",
        "-c",
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9"
            + " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
            + " -keyout front.key -out front.pem && cat front.pem front.key > front-both.pem"
            + " && cat proxy.pem proxy.key > proxy-both.pem");
    Files.writeString(folder.resolve("client-cert.js"), resource("client-cert.js"));
    run("nginx", "nginx.conf", "nginx", "-p", folder.toString(), "-e", "nginx.log", "-c");
    run("haproxy", "haproxy.cfg", "haproxy", "-db", "-f");
  }

  @AfterAll
  void stop() {
    proxies.forEach(Process::destroy);
    proxies.forEach(each -> each.onExit().join());
  }

  private String device(String name, TestAuthority authority, String id) throws Exception {
    KeyStore key = authority.issue(id);
    TestAuthority.writePem(key, folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    return id;
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = ReverseProxiesIT.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private void run(String name, String file, String... command) throws Exception {
    int front;
    try (ServerSocket free = FreePort.hold(InetAddress.getLoopbackAddress())) {
      front = free.getLocalPort();
    }
    int device = URI.create(server.addresses().getProperty("device.url")).getPort();
    Path config = folder.resolve(file);
    Files.writeString(
        config,
        resource(file)
            .replace("FRONT", Integer.toString(front))
            .replace("DEVICE", Integer.toString(device))
            .replace("FOLDER", folder.toString()));
    List<String> whole = new java.util.ArrayList<>(List.of(command));
    whole.add(config.toString());
    ports.put(name, front);
    proxies.add(
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .start());
    // It is there once a client without a certificate gets the answer for that.
    shell.run(
        "curl", "-sk", "--retry", "60", "--retry-all-errors", "--retry-delay", "1", url(name));
  }

  private String url(String proxy) {
    return "https://localhost:" + ports.get(proxy) + SYNC;
  }

  /** Status and body. */
  private String ask(String url, String authority, String... more) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(List.of("curl", "-s", "-i", "--cacert", authority));
    command.addAll(List.of(more));
    command.add(url);
    return shell.run(command.toArray(new String[0]));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nginx", "haproxy"})
  void sees_where_a_device_comes_from_behind_a_listed_proxy(String proxy) throws Exception {
    // given: all of 127/8 is this machine, and the proxy itself comes from 127.0.0.1
    String from = proxy.equals("nginx") ? "127.0.0.7" : "127.0.0.8";

    // when: it says that it comes from elsewhere
    ask(
        url(proxy),
        "front.pem",
        "--interface",
        from,
        "--cert",
        "own.pem",
        "--key",
        "own.key",
        "-H",
        "X-Forwarded-For: 192.0.2.99");

    // then
    assertThat(server.get("/devices/" + own)).contains("\"address\":\"" + from + "\"");
  }

  @Test
  void writes_down_where_a_person_comes_from_behind_a_proxy_of_the_console() throws Exception {
    // when
    ask(
        server.addresses().getProperty("api.url") + "/session",
        "authority.pem",
        "-H",
        "X-Forwarded-For: 192.0.2.99, 198.51.100.77",
        "-H",
        "Content-Type: application/json",
        "-d",
        "{\"user\":\"anna\",\"password\":\"not this one\"}");

    // then
    assertThat(server.get("/audit")).contains("198.51.100.77").doesNotContain("192.0.2.99");
  }

  private String forged() throws Exception {
    KeyStore key = server.devices().issue(other);
    return "Client-Cert: :"
        + Base64.getEncoder().encodeToString(key.getCertificate("key").getEncoded())
        + ":";
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nginx", "haproxy"})
  @Verifies(positive = PLT_TLS_047)
  void knows_a_device_by_the_certificate_that_a_listed_proxy_passes_on(String proxy)
      throws Exception {
    // when: it even tries to be another one
    String answer =
        ask(url(proxy), "front.pem", "--cert", "own.pem", "--key", "own.key", "-H", forged());

    // then
    assertThat(answer).startsWith("HTTP/1.1 200").contains("device=\"" + own + "\"");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nginx", "haproxy"})
  @Verifies(positive = PLT_TLS_048)
  void says_that_the_certificate_did_not_arrive(String proxy) throws Exception {
    // when
    String answer = ask(url(proxy), "front.pem", "-H", forged());

    // then
    assertThat(answer)
        .startsWith("HTTP/1.1 403")
        .contains("urn:platen:problem:certificate-stripped", "PLT-TLS-048");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nginx", "haproxy"})
  @Verifies(negative = PLT_TLS_050)
  void refuses_a_certificate_of_another_authority_behind_a_proxy(String proxy) throws Exception {
    // when
    String answer = ask(url(proxy), "front.pem", "--cert", "foreign.pem", "--key", "foreign.key");

    // then
    assertThat(answer)
        .startsWith("HTTP/1.1 403")
        .contains("urn:platen:problem:certificate-unknown", "PLT-TLS-050");
  }

  @Test
  @Verifies(negative = PLT_TLS_047)
  void does_not_look_at_the_header_of_a_device() throws Exception {
    // when
    String answer =
        ask(
            server.addresses().getProperty("device.url") + SYNC,
            "authority.pem",
            "--cert",
            "own.pem",
            "--key",
            "own.key",
            "-H",
            forged());

    // then
    assertThat(answer).startsWith("HTTP/1.1 200").contains("device=\"" + own + "\"");
  }
}
