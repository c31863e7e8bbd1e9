package io.platen.protocol.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.forge.Flaw;
import io.platen.protocol.seal.forge.Forge;
import io.platen.protocol.seal.forge.Pair;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seals and opens, and refuses what is not right. */
class SealTest {
  private static final int LIMIT = 262_144;

  private final SealVector vector = SealVector.of(5);

  private Opener.Opened open(byte[] envelope) throws ProtocolException {
    return vector.opener().open(envelope, vector.header().device(), vector.certificates());
  }

  @Test
  @Verifies(positive = {Requirement.PLT_SEA_010, Requirement.PLT_SEA_020})
  void gives_back_what_was_sealed() throws Exception {
    // when
    Opener.Opened opened = open(vector.sealed());

    // then
    assertThat(opened.header()).isEqualTo(vector.header());
    assertThat(BoundedGzip.inflate(opened.packed(), LIMIT)).isEqualTo(vector.document());
  }

  @Test
  @Verifies(
      positive = {
        Requirement.PLT_SEA_021,
        Requirement.PLT_SEA_022,
        Requirement.PLT_SEA_023,
        Requirement.PLT_SEA_024,
        Requirement.PLT_SEA_025,
        Requirement.PLT_SEA_026
      })
  void opens_what_another_library_made() throws Exception {
    // given
    Forge forge = forge();

    // when
    Opener.Opened opened = open(forge.make(vector.header(), vector.document()));

    // then
    assertThat(opened.header()).isEqualTo(vector.header());
    assertThat(BoundedGzip.inflate(opened.packed(), LIMIT)).isEqualTo(vector.document());
  }

  private Forge forge() {
    return new Forge(
        vector.device(), vector.server().certificate(), new SeededRandom("another library"));
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  @Verifies(
      negative = {
        Requirement.PLT_SEA_021,
        Requirement.PLT_SEA_022,
        Requirement.PLT_SEA_023,
        Requirement.PLT_SEA_024,
        Requirement.PLT_SEA_025,
        Requirement.PLT_SEA_026
      })
  void refuses_an_envelope_with_one_flaw_for_that_very_reason(Flaw flaw) {
    // given
    byte[] envelope = forge().make(vector.header(), vector.document(), flaw);

    // when
    ProtocolException refusal = catchThrowableOfType(ProtocolException.class, () -> open(envelope));

    // then
    assertThat(refusal).isNotNull();
    assertThat(refusal.type()).as(refusal.getMessage()).isEqualTo(flaw.problem());
    assertThat(refusal.requirement()).isEqualTo(flaw.requirement().id());
  }

  @Test
  @Verifies(negative = Requirement.PLT_SEA_022)
  void flips_a_bit_of_the_wrapped_key_where_another_part_looks_like_its_head() {
    // given: the key's head, 04 28, stands in the point of the ephemeral key, too
    String seed = "key 38";
    Forge plain = new Forge(vector.device(), vector.server().certificate(), new SeededRandom(seed));
    String before =
        HexFormat.of().formatHex(plain.make(vector.header(), vector.document()), 0, 181);
    assertThat(before.indexOf("0428")).isEqualTo(2 * 65);
    Forge forge = new Forge(vector.device(), vector.server().certificate(), new SeededRandom(seed));
    byte[] envelope = forge.make(vector.header(), vector.document(), Flaw.FLIPPED_KEY_BIT);

    // when
    ProtocolException refusal = catchThrowableOfType(ProtocolException.class, () -> open(envelope));

    // then
    assertThat(refusal.type()).isEqualTo(ProblemType.SEAL_BROKEN);
  }

  @Test
  void refuses_a_replay_over_the_connection_of_another_device() throws Exception {
    // given: the other device's certificates do not have the key that signed
    byte[] envelope = vector.sealed();

    // then
    assertThatThrownBy(
            () -> vector.opener().open(envelope, UUID.randomUUID(), id -> Optional.empty()))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.SIGNATURE_INVALID));
  }

  @Test
  void refuses_one_that_another_servers_operator_passed_on() throws Exception {
    // given: he opened it, and sealed what the device had signed for us
    SealVector other = SealVector.of(6);
    byte[] envelope =
        new Forge(vector.device(), vector.server().certificate(), new SecureRandom())
            .make(other.header(), other.document());

    // then
    assertThatThrownBy(() -> open(envelope))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.WRONG_AUDIENCE));
  }

  @Test
  void refuses_every_cut_and_a_flipped_bit_of_every_byte_and_fails_on_none() throws Exception {
    // given
    SealVector small = SealVector.of(1);
    byte[] envelope = small.sealed();
    Opener opener = small.opener();

    // then
    for (int cut = 0; cut < envelope.length; cut++) {
      byte[] part = Arrays.copyOf(envelope, cut);
      assertThat(isRefused(opener, part, small)).as("cut at %d", cut).isTrue();
    }
    for (int bit = 0; bit < envelope.length * 8; bit += 9) {
      byte[] flipped = envelope.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(isRefused(opener, flipped, small))
          .as("bit %d of byte %d", bit % 8, bit / 8)
          .isTrue();
    }
  }

  private static boolean isRefused(Opener opener, byte[] envelope, SealVector vector) {
    try {
      opener.open(envelope, vector.header().device(), vector.certificates());
      return false;
    } catch (ProtocolException e) {
      return true;
    }
  }

  @Test
  void refuses_what_is_nested_without_end() {
    // given
    byte[] nested = new byte[LIMIT];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }

    // then
    assertThatThrownBy(() -> open(nested))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.SEAL_MALFORMED));
  }

  @Test
  @Verifies(negative = Requirement.PLT_SEA_010)
  void writes_no_header_that_breaks_its_schema() {
    // given
    SealedHeader header =
        new SealedHeader(
            vector.header().device(),
            vector.header().epoch(),
            0,
            "two words",
            "report",
            vector.header().created());

    // then
    assertThatThrownBy(
            () ->
                new Sealer(new SecureRandom())
                    .seal(
                        header,
                        vector.document(),
                        vector.device().key(),
                        vector.device().certificate(),
                        vector.server().certificate()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Verifies(negative = {Requirement.PLT_SEA_011, Requirement.PLT_SEA_012})
  void seals_with_keys_on_p_256_only() throws Exception {
    // given
    Pair other = Pair.ofCurve384("other", new SecureRandom());

    // then
    assertThatThrownBy(() -> seal(other, vector.server()))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("operational");
    assertThatThrownBy(() -> seal(vector.device(), other))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("sealing");
  }

  private byte[] seal(Pair device, Pair server) throws GeneralSecurityException {
    return new Sealer(new SecureRandom())
        .seal(
            vector.header(),
            vector.document(),
            device.key(),
            device.certificate(),
            server.certificate());
  }

  @Test
  void adds_less_than_a_kilobyte() throws Exception {
    // given
    byte[] packed = BoundedGzip.deflate(vector.document());

    // when
    int added = vector.sealed().length - packed.length;

    // then
    assertThat(added).isLessThan(1_024);
  }

  @Test
  void makes_another_envelope_each_time() throws Exception {
    assertThat(seal(vector.device(), vector.server()))
        .isNotEqualTo(seal(vector.device(), vector.server()));
    assertThat(new String(vector.sealed(), StandardCharsets.ISO_8859_1))
        .doesNotContain("sealed", vector.header().device().toString());
  }
}
