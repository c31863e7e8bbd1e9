package io.platen.protocol.order;

import static io.platen.protocol.Requirement.PLT_CMD_001;
import static io.platen.protocol.Requirement.PLT_CMD_002;
import static io.platen.protocol.Requirement.PLT_CMD_003;
import static io.platen.protocol.Requirement.PLT_CMD_027;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandReason;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class CommandCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final UUID OTHER = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d02");
  private static final Authority AUTHORITY = Authority.make("one");
  private static final Authority STRANGER = Authority.make("one");

  private final OrderSigner signer = AUTHORITY.signer(NOW, Duration.ofDays(30));
  private final CommandCheck check = new CommandCheck(DEVICE, List.of(AUTHORITY.certificate));

  /** With the name of the right one, where a test wants that. */
  private record Authority(X509Certificate certificate, KeyPair keys) {
    static Authority make(String name) {
      return make(name, "EC");
    }

    static Authority make(String name, String algorithm) {
      try {
        KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        var builder =
            new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(NOW.minus(Duration.ofDays(1))),
                Date.from(NOW.plus(Duration.ofDays(3650))),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new Authority(built(builder, keys), keys);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private static X509Certificate built(JcaX509v3CertificateBuilder builder, KeyPair by)
        throws Exception {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(
                          by.getPrivate().getAlgorithm().equals("RSA")
                              ? "SHA256withRSA"
                              : "SHA256withECDSA")
                      .build(by.getPrivate())));
    }

    OrderSigner signer(Instant from, Duration life) {
      try {
        return OrderSigner.issue(certificate, keys.getPrivate(), from, life);
      } catch (java.security.GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The signer's own key, certified for something else. */
    X509Certificate certify(OrderSigner signer, KeyPurposeId usage) throws Exception {
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(certificate.getSubjectX500Principal().getName()),
              BigInteger.TWO,
              Date.from(NOW),
              Date.from(NOW.plus(Duration.ofDays(1))),
              new X500Name("CN=a"),
              signer.certificate().getPublicKey());
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usage));
      return built(builder, keys);
    }
  }

  private static Command command(UUID device, Instant expires) {
    return new Command(
        UUID.fromString("6d3f6a0e-52b7-4c37-9a1d-1f1f5b0f7a11"),
        device,
        17,
        "read",
        NOW.minusSeconds(5),
        expires,
        Map.of("address", "10.8.2.40"));
  }

  private byte[] file(UUID device, Instant expires) {
    return signer.sign(CommandCheck.ROLE, CommandCodec.write(command(device, expires)));
  }

  private static org.assertj.core.api.ThrowableAssert.ThrowingCallable checking(
      CommandCheck check, byte[] file, X509Certificate... certificates) {
    return () -> check.check(file, List.of(certificates), NOW);
  }

  private static void isRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable checking, CommandReason reason) {
    assertThatThrownBy(checking)
        .isInstanceOfSatisfying(
            CommandRefusedException.class,
            refused -> assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason));
  }

  @Test
  @Verifies(positive = {PLT_CMD_001, PLT_CMD_002, PLT_CMD_003})
  void takes_what_a_key_of_the_authority_has_signed_for_this_device_in_time() throws Exception {
    // given
    byte[] file = file(DEVICE, NOW.plusSeconds(1));

    // when
    Command taken = check.check(file, List.of(signer.certificate()), NOW);

    // then
    assertThat(taken).isEqualTo(command(DEVICE, NOW.plusSeconds(1)));
  }

  @Test
  @Verifies(negative = PLT_CMD_001)
  void refuses_what_was_changed_after_it_was_signed() {
    // given: another counter
    byte[] file = file(DEVICE, NOW.plusSeconds(1));
    byte[] changed =
        new String(file, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("counter=\"17\"", "counter=\"18\"")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    // then
    assertThat(Arrays.equals(file, changed)).isFalse();
    isRefused(checking(check, changed, signer.certificate()), CommandReason.SIGNATURE);
  }

  @Test
  @Verifies(negative = PLT_CMD_001)
  void refuses_what_a_key_of_another_authority_of_that_name_has_signed() {
    // given
    OrderSigner other = STRANGER.signer(NOW, Duration.ofDays(30));
    byte[] file =
        other.sign(CommandCheck.ROLE, CommandCodec.write(command(DEVICE, NOW.plusSeconds(1))));

    // then
    isRefused(checking(check, file, other.certificate()), CommandReason.SIGNATURE);
    isRefused(checking(check, file, signer.certificate()), CommandReason.SIGNATURE);
  }

  @Test
  @Verifies(negative = PLT_CMD_001)
  void refuses_a_key_that_is_certified_for_something_else_or_too() throws Exception {
    // given
    byte[] file = file(DEVICE, NOW.plusSeconds(1));
    X509Certificate server = AUTHORITY.certify(signer, KeyPurposeId.id_kp_serverAuth);
    X509Certificate any = AUTHORITY.certify(signer, KeyPurposeId.anyExtendedKeyUsage);

    // then
    isRefused(checking(check, file, server), CommandReason.SIGNATURE);
    isRefused(checking(check, file, any), CommandReason.SIGNATURE);
  }

  @Test
  @Verifies(negative = PLT_CMD_001)
  void refuses_a_key_whose_certificate_has_ended() {
    // given
    OrderSigner ended = AUTHORITY.signer(NOW.minus(Duration.ofDays(30)), Duration.ofDays(29));
    byte[] file =
        ended.sign(CommandCheck.ROLE, CommandCodec.write(command(DEVICE, NOW.plusSeconds(1))));

    // then
    isRefused(checking(check, file, ended.certificate()), CommandReason.SIGNATURE);
  }

  @Test
  @Verifies(negative = PLT_CMD_001)
  void refuses_a_file_that_was_signed_for_another_role() {
    // given: what the same key has signed as something else, with the role's name put right
    byte[] file =
        signer.sign("assignment", CommandCodec.write(command(DEVICE, NOW.plusSeconds(1))));
    byte[] renamed =
        new String(file, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("PLATEN-1 assignment", "PLATEN-1 command")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

    // then
    isRefused(checking(check, file, signer.certificate()), CommandReason.SIGNATURE);
    isRefused(checking(check, renamed, signer.certificate()), CommandReason.SIGNATURE);
    isRefused(checking(check, new byte[] {1, 2}, signer.certificate()), CommandReason.SIGNATURE);
  }

  @Test
  @Verifies(negative = PLT_CMD_002)
  void refuses_a_command_for_another_device() {
    byte[] file = file(OTHER, NOW.plusSeconds(1));
    isRefused(checking(check, file, signer.certificate()), CommandReason.FOREIGN);
  }

  @Test
  @Verifies(negative = PLT_CMD_003)
  void refuses_a_command_whose_time_is_over_this_very_moment() {
    isRefused(checking(check, file(DEVICE, NOW), signer.certificate()), CommandReason.EXPIRED);
  }

  /** A device whose own certificate is all that it has of its enrolment. */
  private static CommandCheck byEst(Authority issuer) throws Exception {
    OrderSigner any = STRANGER.signer(NOW, Duration.ofDays(1));
    return new CommandCheck(DEVICE, List.of(), issuer.certify(any, KeyPurposeId.id_kp_clientAuth));
  }

  @Test
  @Verifies(positive = PLT_CMD_027)
  void takes_what_the_authority_has_signed_that_has_issued_its_own_certificate() throws Exception {
    // given
    byte[] file = file(DEVICE, NOW.plusSeconds(1));

    // when
    Command taken =
        byEst(AUTHORITY).check(file, List.of(signer.certificate(), AUTHORITY.certificate), NOW);

    // then
    assertThat(taken).isEqualTo(command(DEVICE, NOW.plusSeconds(1)));
  }

  @Test
  @Verifies(negative = PLT_CMD_027)
  void trusts_no_authority_because_it_came_along() throws Exception {
    // given: of the same name as the one that has issued its own certificate
    byte[] file = file(DEVICE, NOW.plusSeconds(1));

    // then
    isRefused(
        checking(byEst(STRANGER), file, signer.certificate(), AUTHORITY.certificate),
        CommandReason.SIGNATURE);
    // and without the authority it can check nothing
    isRefused(checking(byEst(AUTHORITY), file, signer.certificate()), CommandReason.SIGNATURE);
    // and one without a certificate of its own trusts none that comes along
    isRefused(
        checking(
            new CommandCheck(DEVICE, List.of()), file, signer.certificate(), AUTHORITY.certificate),
        CommandReason.SIGNATURE);
  }

  @Test
  @Verifies(negative = PLT_CMD_027)
  void trusts_no_issuer_that_is_no_authority_any_more_or_has_a_key_by_rsa() throws Exception {
    // given
    byte[] file = file(DEVICE, NOW.plusSeconds(1));
    Authority rsa = Authority.make("one", "RSA");
    OrderSigner byRsa = rsa.signer(NOW, Duration.ofDays(30));
    byte[] signedByRsa =
        byRsa.sign(CommandCheck.ROLE, CommandCodec.write(command(DEVICE, NOW.plusSeconds(1))));

    // then
    isRefused(
        checking(byEst(rsa), signedByRsa, byRsa.certificate(), rsa.certificate),
        CommandReason.SIGNATURE);
    Instant late = NOW.plus(Duration.ofDays(4000));
    isRefused(
        () ->
            byEst(AUTHORITY)
                .check(file, List.of(signer.certificate(), AUTHORITY.certificate), late),
        CommandReason.SIGNATURE);
  }
}
