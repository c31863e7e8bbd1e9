package io.platen.server.launcher;

import static io.platen.protocol.Requirement.PLT_ENR_025;
import static io.platen.protocol.Requirement.PLT_ENR_026;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.Verifies;
import io.platen.server.launcher.AuthorityChange.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
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

/** An operator changes the authorities that the server made itself. */
class AuthorityChangeTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @TempDir private Path folder;
  private DataFolder data;
  private Instant now = NOW;

  @BeforeEach
  void start() throws Exception {
    data = DataFolder.open(folder);
    startServer();
  }

  @AfterEach
  void close() {
    data.close();
    List.of("platen.tls.authority", "platen.secret.file", "platen.tls.device.authorities")
        .forEach(System::clearProperty);
    List.of("platen.enrolment.authority.certificate", "platen.enrolment.authority.key")
        .forEach(System::clearProperty);
  }

  /** Whom devices are told to trust from then on. */
  private List<X509Certificate> startServer() throws Exception {
    return startServer(Map.of());
  }

  private List<X509Certificate> startServer(Map<ServerKey, String> keys) throws Exception {
    ServerCertificates certificates =
        new ServerCertificates(new Configuration(keys), data, InstantSource.fixed(now));
    certificates.prepare();
    certificates.publish();
    return Pem.readCertificates(Path.of(System.getProperty("platen.tls.authority")));
  }

  private String change(Step step) throws Exception {
    return change(step, false);
  }

  private String change(Step step, boolean atOnce) throws Exception {
    return new AuthorityChange(new Configuration(Map.of()), data, InstantSource.fixed(now))
        .run(step, atOnce)
        .words();
  }

  private StartException refusal(Step step) {
    return catchThrowableOfType(StartException.class, () -> change(step));
  }

  private List<X509Certificate> file(String name) throws Exception {
    return Pem.readCertificates(data.tls().resolve(name));
  }

  /** Whether the server's chain leads to that one, for a device that knows no other. */
  private boolean isReached(X509Certificate authority) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    List<X509Certificate> chain =
        file("server.pem").stream().filter(each -> !each.equals(authority)).toList();
    try {
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
      return true;
    } catch (java.security.cert.CertPathValidatorException e) {
      return false;
    }
  }

  @Test
  @Verifies(
      positive = {PLT_ENR_025, PLT_ENR_026},
      negative = {PLT_ENR_025, PLT_ENR_026})
  void goes_over_from_one_authority_to_the_next_and_leaves_no_device_behind() throws Exception {
    // given
    X509Certificate first = file("authority.pem").get(0);
    assertThat(startServer()).containsExactly(first);

    // when
    change(Step.NEXT);

    // then
    X509Certificate next = file("authority-next.pem").get(0);
    assertThat(startServer()).containsExactly(first, next);
    assertThat(isReached(first)).isTrue();

    // when
    now = NOW.plus(Duration.ofDays(30));
    change(Step.SWITCH);

    // then: whoever knows one of the two comes in
    assertThat(startServer()).containsExactly(next, first);
    assertThat(file("authority.pem")).containsExactly(next);
    file("server.pem").get(0).verify(next.getPublicKey());
    assertThat(isReached(first)).isTrue();
    assertThat(isReachedByLeaf(next)).isTrue();

    // when
    now = now.plus(Duration.ofDays(91));
    change(Step.RETIRE);

    // then
    assertThat(startServer()).containsExactly(next);
    assertThat(isReached(first)).isFalse();
    assertThat(isReached(next)).isTrue();
    assertThat(data.tls().resolve("authority-former.pem")).doesNotExist();
    assertThat(data.tls().resolve("authority-link.pem")).doesNotExist();
  }

  private boolean isReachedByLeaf(X509Certificate authority) throws Exception {
    file("server.pem").get(0).verify(authority.getPublicKey());
    return true;
  }

  @Test
  void counts_certificates_of_the_issuer_before_until_it_is_retired() throws Exception {
    // given
    X509Certificate before = file("enrolment-authority.pem").get(0);
    change(Step.NEXT);

    // when
    change(Step.SWITCH);
    startServer();

    // then
    assertThat(file("enrolment-authority.pem")).hasSize(2).endsWith(before);
    assertThat(refusal(Step.RETIRE)).hasMessageContainingAll("2027-02-24", "--now");

    // when
    change(Step.RETIRE, true);
    startServer();

    // then
    assertThat(file("enrolment-authority.pem")).hasSize(1).doesNotContain(before);
  }

  @Test
  void does_a_step_again_that_was_cut_short() throws Exception {
    // given: the key has changed its place, and the certificate has not
    X509Certificate first = file("authority.pem").get(0);
    change(Step.NEXT);
    byte[] key = Files.readAllBytes(data.tls().resolve("authority-next.key"));
    byte[] next = Files.readAllBytes(data.tls().resolve("authority-next.pem"));
    change(Step.NEXT);
    assertThat(data.tls().resolve("authority-next.pem")).hasBinaryContent(next);
    change(Step.SWITCH);
    PrivateFiles.write(data.tls().resolve("authority-next.key"), key);
    PrivateFiles.write(data.tls().resolve("authority-next.pem"), next);
    PrivateFiles.write(data.tls().resolve("authority.pem"), Pem.of(first));
    List<X509Certificate> issuers = file("enrolment-authority.pem");

    // when
    change(Step.SWITCH);
    startServer();

    // then
    assertThat(data.tls().resolve("authority.pem")).hasBinaryContent(next);
    assertThat(file("enrolment-authority.pem")).isEqualTo(issuers);
    assertThat(isReached(first)).isTrue();
  }

  @Test
  void says_what_comes_first() {
    // then
    assertThat(refusal(Step.SWITCH)).hasMessageContaining("authority next");
    assertThat(refusal(Step.RETIRE)).hasMessageContaining("no former authority");
  }

  @Test
  void leaves_an_operators_own_authority_to_him_and_names_what_he_names() throws Exception {
    // given
    Path further = folder.resolve("further.pem");
    X509Certificate other = Authority.make("Other", NOW).certificate();
    Files.write(further, Pem.of(other));
    Map<ServerKey, String> keys =
        Map.of(
            ServerKey.TLS_CERTIFICATE, data.tls().resolve("server.pem").toString(),
            ServerKey.TLS_KEY, data.tls().resolve("server.key").toString(),
            ServerKey.TLS_AUTHORITIES, further.toString());

    // then
    assertThat(startServer(keys)).endsWith(other);
    assertThat(
            catchThrowableOfType(
                StartException.class,
                () ->
                    new AuthorityChange(new Configuration(keys), data, InstantSource.fixed(NOW))
                        .run(Step.NEXT, false)))
        .hasMessageContaining("platen.tls.authorities");
  }
}
