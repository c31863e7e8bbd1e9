package io.platen.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.platen.device.identity.EstClient;
import io.platen.device.identity.EstOutcome;
import io.platen.device.link.Link;
import io.platen.device.port.Keys;
import io.platen.device.testing.ForeignProcess;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EST servers that are not Platen's: one of OpenSSL, and the exchange that RFC 7030 records. */
class ForeignEstTest {
  @TempDir private Path folder;

  /** OpenSSL's certificates begin when they are made. */
  private final Instant now = Instant.now();

  private EnrolmentBench bench;
  private Process openssl;

  @BeforeEach
  void start() throws Exception {
    bench = new EnrolmentBench(folder);
  }

  @AfterEach
  void stop() {
    bench.close();
    if (openssl != null) {
      openssl.destroy();
    }
  }

  private URI startOpenssl() throws IOException {
    Path python = ForeignProcess.demand("python3", "python3");
    ForeignProcess.demand("openssl", "openssl");
    TestAuthority authority = EnrolmentBench.AUTHORITY;
    TestAuthority.Issued server = authority.server();
    write("server", server.certificate(), server.key());
    write("ca", authority.certificate(), authority.key());
    try (InputStream script = resource("est.py")) {
      Files.copy(script, folder.resolve("est.py"));
    }
    openssl =
        new ProcessBuilder(
                python.toString(),
                folder.resolve("est.py").toString(),
                folder.toString(),
                EnrolmentBench.CODE.selector() + ":" + EnrolmentBench.CODE.secret(),
                "/CN=" + EnrolmentBench.ID)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(openssl.getInputStream(), StandardCharsets.US_ASCII));
    return URI.create("https://localhost:" + said.readLine());
  }

  private void write(String name, X509Certificate certificate, java.security.PrivateKey key)
      throws IOException {
    try {
      TestAuthority.writePem(
          folder.resolve(name + ".pem"), "CERTIFICATE", certificate.getEncoded());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    TestAuthority.writePem(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded());
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(EstClient.class.getResourceAsStream(name), name);
  }

  @Test
  void enrols_at_a_server_of_openssl_works_and_renews_there() throws Exception {
    // given
    URI est = startOpenssl();
    TestStorage storage = new TestStorage();
    VirtualTime time = new VirtualTime(now);
    DeviceConfig.Builder builder = bench.builder(storage, time).enrolmentHost(est);

    // when
    Enrolment.Result result = bench.enrol(builder.build());

    // then
    assertThat(result.device()).isEqualTo(EnrolmentBench.ID);
    assertThat(bench.told).isEmpty();
    assertThat(bench.isLetIn(builder.build())).isTrue();
    X509Certificate first = certificate(builder);
    assertThat(first.getIssuerX500Principal().getName()).isEqualTo("CN=test authority");

    // when: two thirds of its 90 days are over, and a tenth
    time.pass(java.time.Duration.ofDays(70));
    assertThat(bench.isLetIn(builder.build())).isTrue();

    // then
    X509Certificate second = certificate(builder);
    assertThat(bench.heard.lines()).contains("renewed");
    assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(second.getSubjectX500Principal()).isEqualTo(first.getSubjectX500Principal());
  }

  private static X509Certificate certificate(DeviceConfig.Builder builder) throws Exception {
    return builder.build().keys().load().certificate();
  }

  /** The server that RFC 7030 recorded has four authorities, old and new, each by each. */
  @Test
  void understands_the_exchange_of_rfc_7030() throws Exception {
    // given
    bench.enrolment.instead(ForeignEstTest::replay);
    Keys keys =
        () ->
            new Keys.Material(
                newKey().getPrivate(), List.of(), List.of(EnrolmentBench.AUTHORITY.certificate()));
    Link link = new Link(keys, null, new Apache5ConnectorProvider(), () -> now);
    try (EstClient client = new EstClient(link, bench.enrolment.address())) {
      // when
      List<X509Certificate> authorities = client.authorities();

      // then
      assertThat(authorities)
          .extracting(each -> each.getSubjectX500Principal().getName())
          .containsExactly(
              "CN=estExampleCA OwO",
              "CN=estExampleCA NwO",
              "CN=estExampleCA OwN",
              "CN=estExampleCA NwN");

      // when: its answer is the certificate of another's key
      EstOutcome outcome = client.enrol(newKey(), "", Optional.of(EnrolmentBench.CODE), now);

      // then
      assertThat(outcome).isInstanceOf(EstOutcome.Failed.class);
      assertThat(((EstOutcome.Failed) outcome).why().message()).contains("not for this device");
    }
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 7030 appendix A.1 and A.3. */
  private static boolean replay(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String operation = path.substring(path.lastIndexOf('/') + 1);
    if (operation.equals("csrattrs")) {
      exchange.sendResponseHeaders(404, -1);
      return true;
    }
    exchange.getRequestBody().readAllBytes();
    try (InputStream body = resource("rfc7030-" + operation + ".b64")) {
      exchange.getResponseHeaders().set("Content-Transfer-Encoding", "base64");
      TestServer.respond(
          exchange,
          200,
          "application/pkcs7-mime",
          new String(body.readAllBytes(), StandardCharsets.US_ASCII)
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
    }
    return true;
  }
}
