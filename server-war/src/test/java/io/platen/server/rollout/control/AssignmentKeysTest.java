package io.platen.server.rollout.control;

import static io.platen.protocol.Requirement.PLT_UPD_430;
import static io.platen.protocol.Requirement.PLT_UPD_431;
import static io.platen.protocol.Requirement.PLT_UPD_433;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.assignment.AssignmentCheck;
import io.platen.protocol.assignment.AssignmentException;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import io.platen.server.enrolment.control.DocumentSigners;
import io.platen.server.testing.TestAuthority;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestEnrolment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentKeysTest {
  private static final UUID DEVICE = new UUID(9, 1);
  private static final Nonce NONCE = Nonce.of(new byte[Nonce.LENGTH]);

  private final DocumentSigners signers = new DocumentSigners(TestEnrolment.authority());
  private TestDatabase test;
  private Instant now = Instant.parse("2026-01-26T08:00:00Z");

  @BeforeEach
  void open() {
    test = TestDatabase.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  private AssignmentKeys node() {
    return new AssignmentKeys(test.database(), signers, () -> now);
  }

  @Test
  @Verifies(positive = {PLT_UPD_430, PLT_UPD_431})
  void signs_under_a_certificate_that_the_devices_authority_has_issued_for_documents()
      throws GeneralSecurityException, AssignmentException {
    // given
    AssignmentKeys keys = node();
    Assignment said = new Assignment(DEVICE, NONCE, now, "acme", Order.Install.of("2026.3"));
    // when
    byte[] file = keys.signer().orElseThrow().sign(said);
    // then
    List<X509Certificate> authorities = TestEnrolment.authority().told().subList(0, 1);
    Assignment heard =
        new AssignmentCheck(DEVICE, "acme", NONCE, keys.certificates(), authorities).accept(file);
    assertThat(heard.order()).isEqualTo(Order.Install.of("2026.3"));
  }

  @Test
  @Verifies(negative = {PLT_UPD_430, PLT_UPD_431})
  void is_of_no_use_to_another_device_for_another_question_or_under_another_key()
      throws GeneralSecurityException {
    // given
    AssignmentKeys keys = node();
    Assignment said = new Assignment(DEVICE, NONCE, now, "acme", Order.Install.of("2026.3"));
    // when
    byte[] file = keys.signer().orElseThrow().sign(said);
    // then
    List<X509Certificate> named = keys.certificates();
    List<X509Certificate> own = TestEnrolment.authority().told().subList(0, 1);
    List<X509Certificate> foreign = TestEnrolment.authority().told().subList(1, 2);
    Nonce other =
        Nonce.of(
            new byte[] {
              1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
              25, 26, 27, 28, 29, 30, 31, 32
            });
    for (AssignmentCheck check :
        List.of(
            new AssignmentCheck(new UUID(9, 2), "acme", NONCE, named, own),
            new AssignmentCheck(DEVICE, "other", NONCE, named, own),
            new AssignmentCheck(DEVICE, "acme", other, named, own),
            new AssignmentCheck(DEVICE, "acme", NONCE, named, foreign))) {
      assertThatThrownBy(() -> check.accept(file)).isInstanceOf(AssignmentException.class);
    }
  }

  @Test
  @Verifies(positive = PLT_UPD_431)
  void names_the_same_key_for_devices_that_were_given_the_servers_own_authority(
      @TempDir Path folder) throws GeneralSecurityException, AssignmentException, IOException {
    // given
    TestAuthority own = TestAuthority.named("Of the server");
    Path tls = Files.createDirectory(folder.resolve("tls"));
    TestAuthority.writePem(own.certificate(), tls.resolve("authority.pem"));
    String key = Base64.getMimeEncoder().encodeToString(own.key().getEncoded());
    Files.writeString(
        tls.resolve("authority.key"),
        "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    AssignmentKeys keys =
        new AssignmentKeys(
            test.database(),
            new DocumentSigners(TestEnrolment.authority(), Optional.of(folder.toString())),
            () -> now);
    // when
    byte[] file =
        keys.signer()
            .orElseThrow()
            .sign(new Assignment(DEVICE, NONCE, now, "acme", new Order.Nothing()));
    // then
    for (X509Certificate given :
        List.of(own.certificate(), TestEnrolment.authority().told().get(0))) {
      new AssignmentCheck(DEVICE, "acme", NONCE, keys.certificates(), List.of(given)).accept(file);
    }
    assertThat(keys.certificates()).hasSize(2);
  }

  @Test
  void gives_all_nodes_the_same_key() {
    assertThat(node().certificates()).isEqualTo(node().certificates()).hasSize(1);
  }

  @Test
  @Verifies(positive = PLT_UPD_433, negative = PLT_UPD_433)
  void names_the_next_key_before_it_signs_and_signs_with_the_one_before_meanwhile() {
    // given
    AssignmentKeys keys = node();
    X509Certificate first = keys.certificates().get(0);
    // when
    now = now.plus(AssignmentKeys.LIFE).minus(AssignmentKeys.AHEAD).plus(Duration.ofHours(1));
    // then
    assertThat(keys.certificates()).hasSize(2).last().isEqualTo(first);
    assertThat(signing(keys)).isEqualTo(first);
    // when
    now = now.plus(AssignmentKeys.TOLD_FIRST).plusSeconds(1);
    // then
    assertThat(signing(keys)).isEqualTo(keys.certificates().get(0)).isNotEqualTo(first);
    // when
    now = now.plus(AssignmentKeys.AHEAD);
    // then
    assertThat(keys.certificates()).hasSize(1).doesNotContain(first);
  }

  @Test
  void keeps_private_keys_encrypted() {
    // when
    node().certificates();
    // then
    assertThat((String) test.value("SELECT private_key FROM assignment_key"))
        .startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
  }

  private static X509Certificate signing(AssignmentKeys keys) {
    return keys.signer().map(AssignmentSigner::certificate).orElseThrow();
  }
}
