package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.keys.KeyFile;
import io.platen.server.listener.KeyStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path folder;
  private DataFolder data;

  @BeforeEach
  void openFolder() throws Exception {
    data = DataFolder.open(folder);
  }

  @AfterEach
  void closeFolder() {
    data.close();
  }

  @Test
  void makes_an_authority_and_a_certificate_for_every_name_at_first_start() throws Exception {
    // given
    Map<ServerKey, String> keys = Map.of(ServerKey.PUBLIC_HOST, "fleet.example.org");

    // when
    certificates(keys, NOW).prepare();

    // then
    X509Certificate authority = Pem.readCertificates(data.tls().resolve("authority.pem")).get(0);
    List<X509Certificate> chain = Pem.readCertificates(data.tls().resolve("server.pem"));
    chain.get(0).verify(authority.getPublicKey());
    assertThat(chain).hasSize(2);
    assertThat(chain.get(0).getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactlyInAnyOrder(
            "127.0.0.1", "0:0:0:0:0:0:0:1", "localhost", "fleet.example.org");
  }

  @Test
  void keeps_keys_from_other_users() throws Exception {
    // when
    certificates(Map.of(), NOW).prepare();

    // then
    for (String key :
        List.of("authority.key", "server.key", "enrolment-authority.key", "../secret")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(data.tls().resolve(key))))
          .as(key)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void keeps_what_it_made_for_the_next_start() throws Exception {
    // given
    certificates(Map.of(), NOW).prepare();
    byte[] before = Files.readAllBytes(data.tls().resolve("server.pem"));

    // when
    certificates(Map.of(), NOW.plus(Duration.ofDays(30))).prepare();

    // then
    assertThat(data.tls().resolve("server.pem")).hasBinaryContent(before);
  }

  @Test
  void renews_its_certificate_under_the_same_authority_before_it_ends() throws Exception {
    // given
    certificates(Map.of(), NOW).prepare();
    byte[] authority = Files.readAllBytes(data.tls().resolve("authority.pem"));
    Instant later = NOW.plus(Duration.ofDays(600));

    // when
    certificates(Map.of(), later).prepare();

    // then
    X509Certificate renewed = Pem.readCertificates(data.tls().resolve("server.pem")).get(0);
    assertThat(renewed.getNotAfter().toInstant()).isAfter(later.plus(Duration.ofDays(365)));
    assertThat(data.tls().resolve("authority.pem")).hasBinaryContent(authority);
  }

  @Test
  void makes_a_new_certificate_when_the_public_host_changes() throws Exception {
    // given
    certificates(Map.of(), NOW).prepare();

    // when
    certificates(Map.of(ServerKey.PUBLIC_HOST, "new.example.org"), NOW).prepare();

    // then
    X509Certificate certificate = Pem.readCertificates(data.tls().resolve("server.pem")).get(0);
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("new.example.org");
  }

  @Test
  void trusts_every_authority_in_the_file_of_the_operator() throws Exception {
    // given
    Path file = folder.resolve("makers.pem");
    Files.write(file, Pem.of(authority("one"), authority("two")));

    // when
    KeyStores stores =
        certificates(Map.of(ServerKey.TLS_DEVICE_AUTHORITIES, file.toString()), NOW).prepare();

    // then
    assertThat(trusted(stores, stores.trustStore()))
        .contains("CN=one", "CN=two")
        .anyMatch(name -> name.startsWith("CN=Platen enrolment authority "))
        .hasSize(3);
  }

  @Test
  void trusts_the_authorities_of_factories_for_enrolment_only() throws Exception {
    // given
    Path file = folder.resolve("factories.pem");
    Files.write(file, Pem.of(authority("factory")));

    // when
    KeyStores stores =
        certificates(Map.of(ServerKey.ENROLMENT_FACTORY, file.toString()), NOW).prepare();

    // then
    assertThat(trusted(stores, stores.enrolmentTrustStore())).contains("CN=factory").hasSize(2);
    assertThat(trusted(stores, stores.trustStore())).doesNotContain("CN=factory").hasSize(1);
  }

  @Test
  void keeps_the_key_of_its_enrolment_authority_encrypted_under_the_secret() throws Exception {
    // when
    certificates(Map.of(), NOW).prepare();

    // then
    Path key = data.tls().resolve("enrolment-authority.key");
    assertThat(key).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    String secret = KeyFile.secret(data.secret());
    assertThat(KeyFile.read(key, secret).getAlgorithm()).isEqualTo("EC");
    assertThat(catchThrowableOfType(GeneralSecurityException.class, () -> KeyFile.read(key, "x")))
        .hasMessageContaining("secret");
  }

  @Test
  void issues_from_the_authority_that_the_operator_names() throws Exception {
    // given
    X509Certificate external = authority("external");
    Map<ServerKey, String> keys =
        Map.of(
            ServerKey.ENROLMENT_CERTIFICATE, folder.resolve("external.pem").toString(),
            ServerKey.ENROLMENT_KEY, folder.resolve("external.key").toString());

    // when
    KeyStores stores = certificates(keys, NOW).prepare();

    // then
    assertThat(trusted(stores, stores.trustStore()))
        .containsExactly(external.getSubjectX500Principal().getName());
    assertThat(data.tls().resolve("enrolment-authority.key")).doesNotExist();
  }

  @Test
  void refuses_an_authority_whose_key_is_another() throws Exception {
    // given
    authority("one");
    authority("two");
    Map<ServerKey, String> keys =
        Map.of(
            ServerKey.ENROLMENT_CERTIFICATE, folder.resolve("one.pem").toString(),
            ServerKey.ENROLMENT_KEY, folder.resolve("two.key").toString());

    // when
    StartException refusal =
        catchThrowableOfType(StartException.class, () -> certificates(keys, NOW).prepare());

    // then
    assertThat(refusal).hasMessageContainingAll("two.key", "does not belong");
  }

  @Test
  void refuses_a_secret_that_is_too_short() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("short"), "letmein\n");

    // when
    StartException refusal =
        catchThrowableOfType(
            StartException.class,
            () -> certificates(Map.of(ServerKey.SECRET_FILE, file.toString()), NOW).prepare());

    // then
    assertThat(refusal).hasMessageContainingAll(file.toString(), "24 characters");
  }

  private static List<String> trusted(KeyStores stores, String file) throws Exception {
    KeyStore trust = KeyStore.getInstance(Path.of(file).toFile(), stores.password().toCharArray());
    List<String> names = new ArrayList<>();
    for (String alias : Collections.list(trust.aliases())) {
      X509Certificate each = (X509Certificate) trust.getCertificate(alias);
      names.add(each.getSubjectX500Principal().getName());
    }
    return names;
  }

  @Test
  void names_a_file_without_a_certificate() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("makers.pem"), "hello");

    // when
    StartException refusal =
        catchThrowableOfType(
            StartException.class,
            () ->
                certificates(Map.of(ServerKey.TLS_DEVICE_AUTHORITIES, file.toString()), NOW)
                    .prepare());

    // then
    assertThat(refusal).hasMessageContainingAll(file.toString(), "Give PEM files");
  }

  @Test
  void refuses_a_key_that_is_not_the_certificates() throws Exception {
    // given
    certificates(Map.of(), NOW).prepare();
    Path other = folder.resolve("other.key");
    Files.write(other, Pem.of(Authority.newKeyPair().getPrivate()));
    Map<ServerKey, String> keys =
        Map.of(
            ServerKey.TLS_CERTIFICATE, data.tls().resolve("server.pem").toString(),
            ServerKey.TLS_KEY, other.toString());

    // when
    StartException refusal =
        catchThrowableOfType(StartException.class, () -> certificates(keys, NOW).prepare());

    // then
    assertThat(refusal).hasMessageContainingAll(other.toString(), "does not belong");
  }

  private ServerCertificates certificates(Map<ServerKey, String> keys, Instant now) {
    return new ServerCertificates(new Configuration(keys), data, InstantSource.fixed(now));
  }

  private X509Certificate authority(String name) throws Exception {
    return Authority.loadOrMake(
            folder.resolve(name + ".pem"), folder.resolve(name + ".key"), name, NOW)
        .certificate();
  }
}
