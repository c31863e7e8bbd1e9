package io.platen.server.launcher;

import static io.platen.protocol.Requirement.PLT_TLS_052;
import static io.platen.protocol.Requirement.PLT_TLS_053;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.Verifies;
import io.platen.server.launcher.AuthorityChange.Step;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server's own authority has revoked, as a stranger comes to know it. */
class RevocationListTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir private Path folder;
  private DataFolder data;
  private Instant now = NOW;
  private RevocationList list;

  @BeforeEach
  void start() throws Exception {
    data = DataFolder.open(folder);
    startServer(Map.of());
    list = new RevocationList(data.tls(), () -> now);
  }

  @AfterEach
  void close() {
    data.close();
  }

  private X509Certificate startServer(Map<ServerKey, String> keys) throws Exception {
    new ServerCertificates(new Configuration(keys), data, InstantSource.fixed(now)).prepare();
    return Pem.readCertificates(data.tls().resolve("server.pem")).get(0);
  }

  private void reissue() throws Exception {
    new AuthorityChange(new Configuration(Map.of()), data, InstantSource.fixed(now))
        .run(Step.REISSUE, false);
  }

  private X509Certificate authority() throws Exception {
    return Pem.readCertificates(data.tls().resolve("authority.pem")).get(0);
  }

  private static X509CRL read(byte[] list) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list));
  }

  /** As a browser does that asks for revocation. */
  private void judge(X509Certificate certificate) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority(), null)));
    parameters.setDate(Date.from(now.plusSeconds(1)));
    parameters.addCertStore(
        CertStore.getInstance(
            "Collection", new CollectionCertStoreParameters(List.of(read(list.current())))));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
            parameters);
  }

  @Test
  @Verifies(positive = PLT_TLS_053)
  void a_list_of_the_authority_lets_the_certificate_in_that_is_used() throws Exception {
    // when
    judge(startServer(Map.of()));

    // then
    X509CRL read = read(list.current());
    assertThat(read.getRevokedCertificates()).isNull();
    assertThat(read.getNextUpdate().toInstant()).isEqualTo(NOW.plus(RevocationList.LIFE));
  }

  @Test
  @Verifies(negative = PLT_TLS_053)
  void a_certificate_that_is_revoked_is_named_and_not_used_again() throws Exception {
    // given
    X509Certificate before = startServer(Map.of());
    byte[] file = Files.readAllBytes(data.tls().resolve("server.pem"));
    byte[] key = Files.readAllBytes(data.tls().resolve("server.key"));

    // when
    reissue();
    X509Certificate after = startServer(Map.of());

    // then
    assertThat(after.getPublicKey()).isNotEqualTo(before.getPublicKey());
    judge(after);
    CertPathValidatorException refusal =
        catchThrowableOfType(CertPathValidatorException.class, () -> judge(before));
    assertThat(refusal).hasCauseInstanceOf(CertificateRevokedException.class);

    // when: the files come back from a backup, or the step was cut short
    PrivateFiles.write(data.tls().resolve("server.key"), key);
    PrivateFiles.write(data.tls().resolve("server.pem"), file);

    // then
    assertThat(startServer(Map.of())).isNotEqualTo(before);
  }

  @Test
  @Verifies(positive = PLT_TLS_053)
  void is_signed_anew_each_day_with_a_greater_number() throws Exception {
    // given
    byte[] first = list.current();

    // when
    now = NOW.plus(Duration.ofHours(23));
    byte[] same = list.current();
    now = NOW.plus(Duration.ofHours(24));
    byte[] next = list.current();

    // then
    assertThat(same).isEqualTo(first);
    assertThat(read(next).getThisUpdate().toInstant()).isEqualTo(now);
    assertThat(number(next)).isGreaterThan(number(first));
    assertThat(data.tls().resolve("servers.crl")).hasBinaryContent(next);
  }

  @Test
  void has_a_greater_number_after_a_start_with_a_clock_that_is_behind() throws Exception {
    // given
    byte[] first = list.current();

    // when
    now = NOW.minus(Duration.ofDays(300));
    byte[] anew = new RevocationList(data.tls(), () -> now).current();

    // then
    assertThat(number(anew)).isGreaterThan(number(first));
    assertThat(list.current()).isNotEqualTo(first);
  }

  private static long number(byte[] list) throws Exception {
    byte[] value = read(list).getExtensionValue("2.5.29.20");
    return new java.math.BigInteger(java.util.Arrays.copyOfRange(value, 4, value.length))
        .longValue();
  }

  @Test
  void names_a_certificate_for_a_while_after_its_end_and_then_no_more() throws Exception {
    // given
    X509Certificate before = startServer(Map.of());
    reissue();

    // when
    now = before.getNotAfter().toInstant().plus(Duration.ofDays(6));
    X509CRL shortly = read(list.current());
    now = before.getNotAfter().toInstant().plus(Duration.ofDays(8));
    X509CRL later = read(list.current());

    // then
    assertThat(shortly.getRevokedCertificate(before.getSerialNumber())).isNotNull();
    assertThat(later.getRevokedCertificate(before.getSerialNumber())).isNull();
  }

  @Test
  void comes_from_the_next_authority_once_that_has_taken_over() throws Exception {
    // given
    list.current();
    AuthorityChange change =
        new AuthorityChange(new Configuration(Map.of()), data, InstantSource.fixed(now));
    change.run(Step.NEXT, false);
    change.run(Step.SWITCH, false);

    // when
    list = new RevocationList(data.tls(), () -> now);

    // then
    read(list.current()).verify(authority().getPublicKey());
    judge(startServer(Map.of()));
  }

  @Test
  @Verifies(positive = PLT_TLS_052, negative = PLT_TLS_052)
  void a_certificate_that_names_another_place_is_replaced() throws Exception {
    // given
    assertThat(place(startServer(Map.of()))).endsWith("http://localhost:8446/pki/servers.crl");

    // when
    X509Certificate moved =
        startServer(Map.of(ServerKey.CRL_URL, "http://fleet.example.org/pki/servers.crl"));

    // then
    assertThat(place(moved)).endsWith("http://fleet.example.org/pki/servers.crl");
    judge(moved);
  }

  private static String place(X509Certificate certificate) {
    byte[] value = certificate.getExtensionValue("2.5.29.31");
    return new String(value, java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  @Verifies(positive = PLT_TLS_053)
  void anybody_gets_it_by_http_and_nothing_else() throws Exception {
    // given
    try (RevocationPort port =
        RevocationPort.open(new Configuration(Map.of(ServerKey.CRL_PORT, "0")))) {
      port.answer(list::current);
      HttpClient client = HttpClient.newHttpClient();
      URI url = URI.create("http://127.0.0.1:" + port.number() + "/pki/servers.crl");

      // when
      HttpResponse<byte[]> got =
          client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
      HttpResponse<Void> posted =
          client.send(
              HttpRequest.newBuilder(url).POST(BodyPublishers.ofString("x")).build(),
              BodyHandlers.discarding());
      HttpResponse<Void> headed =
          client.send(
              HttpRequest.newBuilder(url).method("HEAD", BodyPublishers.noBody()).build(),
              BodyHandlers.discarding());
      HttpResponse<Void> other =
          client.send(
              HttpRequest.newBuilder(url.resolve("/pki/servers.crl/../authority.key")).build(),
              BodyHandlers.discarding());

      // then
      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.headers().firstValue("Content-Type")).hasValue("application/pkix-crl");
      assertThat(got.body()).isEqualTo(list.current());
      assertThat(headed.headers().firstValueAsLong("Content-Length")).hasValue(got.body().length);
      assertThat(List.of(posted.statusCode(), other.statusCode())).containsExactly(405, 404);
    }
  }

  @Test
  void a_list_of_revoked_certificates_that_cannot_be_read_ends_the_start() throws Exception {
    // given
    Files.writeString(data.tls().resolve("revoked"), "what?\n");

    // when
    StartException refusal =
        catchThrowableOfType(StartException.class, () -> startServer(Map.of()));

    // then
    assertThat(refusal).hasMessageContaining("revoked is broken");
  }
}
