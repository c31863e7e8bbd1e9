package io.platen.server.operation;

import static io.platen.protocol.Requirement.PLT_TLS_001;
import static io.platen.protocol.Requirement.PLT_TLS_002;
import static io.platen.protocol.Requirement.PLT_TLS_004;
import static io.platen.protocol.Requirement.PLT_TLS_005;
import static io.platen.protocol.Requirement.PLT_TLS_008;
import static io.platen.protocol.Requirement.PLT_TLS_054;
import static io.platen.protocol.Requirement.PLT_TLS_055;
import static io.platen.protocol.Requirement.PLT_TLS_056;
import static io.platen.protocol.Requirement.PLT_TLS_057;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.server.testing.Peer;
import io.platen.server.testing.SharedServer;
import io.platen.server.testing.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server with {@code platen.device.tls12=on}, against clients that know TLS 1.2 only. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegacyTlsIT {
  private static final String SYNC = "/download/v1/sync";

  private SharedServer server;
  private Peer shell;
  private KeyStore key;
  private String device;

  @BeforeAll
  void enrol() throws Exception {
    server = SharedServer.get();
    Path folder = server.folder();
    shell = new Peer(folder);
    device = server.newDevice("old");
    key = server.devices().issue(device);
    TestAuthority.writePem(key, folder.resolve("old.pem"), folder.resolve("old.key"));
    Files.writeString(
        folder.resolve("no-ems.cnf"),
        """
        openssl_conf = all
        [all]
        ssl_conf = ssl
        [ssl]
        system_default = tls
        [tls]
        Options = -ExtendedMasterSecret
        """);
  }

  @Test
  @Verifies(positive = PLT_TLS_002)
  void says_at_its_start_that_it_is_on() {
    assertThat(server.said())
        .containsPattern("WARN.*(\\n.*)?platen\\.device\\.tls12 is on")
        .contains("crosses the network in clear");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256"})
  @Verifies(positive = {PLT_TLS_054, PLT_TLS_055})
  void lets_a_device_in_with_a_suite_of_the_profile(String suite) throws Exception {
    // when
    Peer.Run hello = openssl(Map.of(), "-cipher", suite);

    // then
    assertThat(hello.said())
        .contains("New, TLSv1.2, Cipher is " + suite, "Extended master secret: yes")
        .contains("Secure Renegotiation IS supported")
        .contains("HTTP/1.1 200");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "ECDHE-ECDSA-AES128-SHA256",
        "ECDHE-ECDSA-AES256-SHA",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-CCM",
        "DHE-RSA-AES128-GCM-SHA256",
        "AES128-GCM-SHA256",
        "AES256-SHA"
      })
  @Verifies(negative = PLT_TLS_054)
  void refuses_every_other_suite(String suite) throws Exception {
    assertRefused(openssl(Map.of(), "-cipher", suite + ":@SECLEVEL=0"));
  }

  @Test
  @Verifies(negative = PLT_TLS_055)
  void refuses_a_client_without_the_extended_master_secret() throws Exception {
    // when
    Peer.Run without =
        openssl(Map.of("OPENSSL_CONF", server.folder().resolve("no-ems.cnf").toString()));

    // then: such a client is let in by TLS 1.3, which has no use for it
    assertRefused(without);
    assertThat(curl("--tlsv1.3", SYNC)).isEqualTo("200");
  }

  @Test
  void refuses_a_client_that_signs_with_sha_1() throws Exception {
    assertRefused(openssl(Map.of(), "-cipher", "ALL:@SECLEVEL=0", "-sigalgs", "ECDSA+SHA1"));
  }

  @Test
  @Verifies(positive = PLT_TLS_056, negative = PLT_TLS_056)
  void ends_a_connection_on_which_a_client_renegotiates() throws Exception {
    try (SSLSocket socket = connect(server.client(key))) {
      // given
      assertThat(get(socket, SYNC)).startsWith("HTTP/1.1 200");

      // then
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                get(socket, SYNC);
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  @Verifies(negative = PLT_TLS_008)
  void refuses_a_device_that_was_deactivated_on_a_kept_connection_and_a_resumed_session()
      throws Exception {
    // given
    String cut = server.newDevice("cut");
    SSLContext client = server.client(server.devices().issue(cut));
    try (SSLSocket kept = connect(client)) {
      assertThat(get(kept, SYNC)).startsWith("HTTP/1.1 200");

      // when
      server.post("/devices/" + cut + "/deactivate", "{}");

      // then
      assertThat(get(kept, SYNC)).startsWith("HTTP/1.1 403");
      try (SSLSocket resumed = connect(client)) {
        assertThat(get(resumed, SYNC)).startsWith("HTTP/1.1 403");
        assertThat(resumed.getSession().getCreationTime())
            .isEqualTo(kept.getSession().getCreationTime());
      }
    }
  }

  @Test
  @Verifies(negative = {PLT_TLS_001, PLT_TLS_004, PLT_TLS_005})
  void gives_no_http_answer_over_tls_1_2_without_a_good_certificate() throws Exception {
    // given
    List<KeyStore> bad =
        List.of(
            TestAuthority.emptyStore(),
            TestAuthority.named("Another").issue(device),
            server.devices().issueExpired(device));

    // then
    for (KeyStore each : bad) {
      SSLContext client = server.client(each);
      assertThatThrownBy(
              () -> {
                try (SSLSocket socket = connect(client)) {
                  get(socket, SYNC);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  @Verifies(positive = PLT_TLS_057, negative = PLT_TLS_057)
  void keeps_enrolment_and_console_to_tls_1_3() throws Exception {
    Peer.demand("curl", "curl");
    for (String url : List.of("est.url", "console.url")) {
      String root = URI.create(server.addresses().getProperty(url)).resolve("/").toString();
      // 35 is a handshake that failed.
      assertThat(curl(35, "--tls-max 1.2", root)).isEqualTo("000");
      assertThat(curl(0, "--tlsv1.3", root)).isNotEqualTo("000");
    }
  }

  @Test
  void marks_the_device_until_it_comes_by_tls_1_3() throws Exception {
    // given
    String marked = server.newDevice("marked");
    KeyStore own = server.devices().issue(marked);
    TestAuthority.writePem(
        own, server.folder().resolve("marked.pem"), server.folder().resolve("marked.key"));

    // when
    try (SSLSocket socket = connect(server.client(own))) {
      get(socket, SYNC);
    }

    // then
    assertThat(server.get("/devices/" + marked)).contains("\"tls12\":true");
  }

  private void assertRefused(Peer.Run client) {
    assertThat(client.status()).as(client.said()).isNotZero();
    assertThat(client.said()).contains("CONNECTED").doesNotContain("HTTP/1.1");
  }

  /** Asks for the sync document by TLS 1.2. */
  private Peer.Run openssl(Map<String, String> environment, String... more) throws Exception {
    Peer.demand("openssl", "openssl");
    String command =
        "printf 'GET "
            + SYNC
            + " HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n'"
            + " | openssl s_client -tls1_2 -ign_eof -servername localhost -CAfile authority.pem"
            + " -cert old.pem -key old.key -connect localhost:"
            + port()
            + " "
            + String.join(" ", more);
    return shell.tried(environment, "sh", "-c", command);
  }

  private String curl(String version, String path) throws Exception {
    return curl(0, version, server.addresses().getProperty("device.url") + path);
  }

  private String curl(int status, String version, String url) throws Exception {
    Peer.Run run =
        shell.tried(
            Map.of(),
            "sh",
            "-c",
            "curl -s -o /dev/null -w %{http_code} --cacert authority.pem --cert old.pem"
                + " --key old.key "
                + version
                + " "
                + url);
    assertThat(run.status()).as(run.said()).isEqualTo(status);
    return run.said();
  }

  private int port() {
    return URI.create(server.addresses().getProperty("device.url")).getPort();
  }

  private SSLSocket connect(SSLContext context) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port());
    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
    socket.setSoTimeout(30_000);
    return socket;
  }

  /** Head and body, on a connection that stays. */
  private static String get(SSLSocket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("The connection ended after \"" + head + "\"");
      }
      head.append((char) next);
    }
    String length = head.toString().replaceAll("(?s).*[Cc]ontent-[Ll]ength: (\\d+).*", "$1");
    return head + new String(socket.getInputStream().readNBytes(Integer.parseInt(length)), UTF_8);
  }
}
