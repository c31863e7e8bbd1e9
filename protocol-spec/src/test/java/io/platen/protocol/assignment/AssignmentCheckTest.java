package io.platen.protocol.assignment;

import static io.platen.protocol.Requirement.PLT_UPD_001;
import static io.platen.protocol.Requirement.PLT_UPD_301;
import static io.platen.protocol.Requirement.PLT_UPD_302;
import static io.platen.protocol.Requirement.PLT_UPD_303;
import static io.platen.protocol.Requirement.PLT_UPD_304;
import static io.platen.protocol.Requirement.PLT_UPD_305;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.protocol.Limit;
import io.platen.protocol.Verifies;
import io.platen.protocol.assignment.AssignmentException.Reason;
import io.platen.protocol.codec.AssignmentCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.release.Assignment;
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentCheckTest {
  private static final UUID DEVICE = UUID.fromString("0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01");
  private static final Instant NOW = Instant.parse("2026-11-26T01:12:00Z");
  private static final TestKeys AUTHORITY = new TestKeys("authority");
  private static final AssignmentSigner SIGNER = AUTHORITY.signer();
  private static final Nonce NONCE = nonce(1);

  private static Nonce nonce(int value) {
    byte[] bytes = new byte[Nonce.LENGTH];
    Arrays.fill(bytes, (byte) value);
    return Nonce.of(bytes);
  }

  private static Assignment assignment(Order order) {
    return new Assignment(DEVICE, NONCE, NOW, "acme", order);
  }

  private static AssignmentCheck check(X509Certificate... certificates) {
    return new AssignmentCheck(
        DEVICE, "acme", NONCE, List.of(certificates), List.of(AUTHORITY.certificate));
  }

  static Stream<Order> orders() {
    return Stream.of(
        new Order.Install(
            "2026.3",
            true,
            NOW.plus(Duration.ofDays(3)),
            new Order.Window(LocalTime.of(1, 0), LocalTime.of(4, 30), ZoneId.of("Europe/Berlin")),
            List.of(URI.create("https://objects.example")),
            List.of(
                new Order.Pair(
                    ComponentName.APPLICATION,
                    "0a".repeat(32),
                    new Release.Bytes(3_000_000_000L, "0b".repeat(32))))),
        Order.Install.of("2026.3"),
        new Order.Cancel("2026.3"),
        new Order.Nothing());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  @Verifies(positive = {PLT_UPD_301, PLT_UPD_302, PLT_UPD_303, PLT_UPD_304, PLT_UPD_305})
  void accepts_the_answer_to_its_question(Order order) throws Exception {
    // given
    byte[] file = SIGNER.sign(assignment(order));

    // then
    assertThat(check(AUTHORITY.signer().certificate(), SIGNER.certificate()).accept(file))
        .isEqualTo(assignment(order));
  }

  @Test
  void reads_back_the_question_that_it_wrote() throws Exception {
    // given
    AssignmentRequest request = new AssignmentRequest(NONCE, "acme", "pl-100", 3);

    // then
    assertThat(AssignmentCodec.readRequest(AssignmentCodec.write(request))).isEqualTo(request);
  }

  @Test
  @Verifies(negative = PLT_UPD_301)
  void refuses_the_answer_to_another_question() throws Exception {
    // given
    Assignment yesterday =
        new Assignment(
            DEVICE, nonce(2), NOW.minus(Duration.ofDays(1)), "acme", new Order.Nothing());

    // then
    assertRefused(SIGNER.sign(yesterday), Reason.NONCE, "PLT-UPD-301");
  }

  @Test
  @Verifies(negative = PLT_UPD_302)
  void refuses_what_is_for_another_device_or_repository() throws Exception {
    // given
    UUID other = UUID.fromString("0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a02");
    Order order = Order.Install.of("2026.3");

    // then
    assertRefused(
        SIGNER.sign(new Assignment(other, NONCE, NOW, "acme", order)),
        Reason.DEVICE,
        "PLT-UPD-302");
    assertRefused(
        SIGNER.sign(new Assignment(DEVICE, NONCE, NOW, "other", order)),
        Reason.REPOSITORY,
        "PLT-UPD-302");
  }

  static Stream<AssignmentSigner> wrongKeys() {
    return Stream.of(
        new TestKeys("authority").signer(),
        AUTHORITY.signer("secp384r1", AssignmentKey.DOCUMENT_SIGNING),
        AUTHORITY.signer("secp256r1", TestKeys.CLIENT_AUTH),
        AUTHORITY.signer("secp256r1", TestKeys.ANY),
        AUTHORITY.signer("secp256r1", ""),
        AUTHORITY.authority());
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("wrongKeys")
  @Verifies(negative = PLT_UPD_303)
  void refuses_a_key_whose_certificate_is_not_for_this(AssignmentSigner wrong) throws Exception {
    // given
    byte[] file = wrong.sign(assignment(Order.Install.of("2026.3")));

    // then
    assertThatExceptionOfType(AssignmentException.class)
        .isThrownBy(() -> check(wrong.certificate()).accept(file))
        .matches(refusal -> refusal.reason() == Reason.SIGNATURE);
  }

  @Test
  @Verifies(negative = PLT_UPD_303)
  void refuses_a_key_that_sync_does_not_name() throws Exception {
    assertRefused(
        AUTHORITY.signer().sign(assignment(new Order.Nothing())), Reason.SIGNATURE, "PLT-UPD-303");
  }

  @Test
  @Verifies(negative = {PLT_UPD_001, PLT_UPD_303})
  void refuses_an_assignment_with_any_byte_changed() throws Exception {
    // given
    byte[] right = SIGNER.sign(assignment(Order.Install.of("2026.3")));
    for (int i = 0; i < right.length; i++) {
      byte[] wrong = right.clone();
      wrong[i] ^= 1;

      // then
      assertThatExceptionOfType(AssignmentException.class)
          .as("byte %d", i)
          .isThrownBy(() -> check(SIGNER.certificate()).accept(wrong));
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_303)
  void refuses_a_signed_file_of_another_role_and_what_is_no_assignment() throws Exception {
    // given
    byte[] content = AssignmentCodec.write(assignment(new Order.Nothing()));

    // then
    assertRefused(
        SignedForm.write("timestamp", content, List.of()), Reason.MALFORMED, "PLT-UPD-303");
    assertRefused(content, Reason.MALFORMED, "PLT-UPD-303");
    assertRefused(
        SignedForm.write("assignment", content, List.of()), Reason.SIGNATURE, "PLT-UPD-303");
  }

  @Test
  @Verifies(negative = PLT_UPD_304)
  void refuses_a_time_at_which_its_certificate_does_not_hold() throws Exception {
    for (Instant time : List.of(TestKeys.FROM.minusSeconds(1), TestKeys.TO.plusSeconds(1))) {
      assertRefused(
          SIGNER.sign(new Assignment(DEVICE, NONCE, time, "acme", new Order.Nothing())),
          Reason.TIME,
          "PLT-UPD-304");
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_305)
  void refuses_a_long_assignment_before_it_looks_at_it() {
    assertRefused(
        new byte[(int) Limit.ASSIGNMENT_BYTES.value() + 1], Reason.TOO_LARGE, "PLT-UPD-305");
  }

  private static void assertRefused(byte[] file, Reason reason, String requirement) {
    assertThatExceptionOfType(AssignmentException.class)
        .isThrownBy(() -> check(SIGNER.certificate()).accept(file))
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.requirement()).isEqualTo(requirement);
              assertThat(refusal).hasMessageContaining(requirement);
            });
  }
}
