package io.platen.protocol.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.platen.protocol.codec.SignedForm;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] CONTENT = "<root/>".getBytes(UTF_8);

  static List<SigningKey> keys() {
    return List.of(SigningKey.ecdsa(RANDOM), SigningKey.mldsa(RANDOM));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void signs_what_devices_verify_also_after_it_was_written_and_read(SigningKey made) {
    // given
    SigningKey key = SigningKey.read(made.pkcs8());
    // when
    byte[] signature = HexFormat.of().parseHex(key.sign(CONTENT).value());
    // then
    HybridSignatures check = new HybridSignatures();
    assertThat(key.key()).isEqualTo(made.key());
    assertThat(SigningKey.publicKey(key.key().encoded())).isEqualTo(key.key());
    assertThat(key.key().isNamedByItsHash()).isTrue();
    assertThat(check.holds(key.key(), CONTENT, signature)).isTrue();
    signature[signature.length / 2] ^= 1;
    assertThat(check.holds(key.key(), CONTENT, signature)).isFalse();
  }

  @Test
  void takes_no_key_of_another_algorithm() throws GeneralSecurityException {
    // given
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    var pair = rsa.generateKeyPair();
    // then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.read(pair.getPrivate().getEncoded()))
        .withMessageContaining("ML-DSA-65");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.publicKey(pair.getPublic().getEncoded()));
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.read(CONTENT));
  }

  @Test
  void counts_who_has_signed_and_who_has_not() throws MetadataException {
    // given two of three are wanted, and one has signed, twice
    SigningKey anna = SigningKey.ecdsa(RANDOM);
    SigningKey ben = SigningKey.ecdsa(RANDOM);
    SigningKey stranger = SigningKey.ecdsa(RANDOM);
    Map<String, MetadataKey> keys = Map.of(anna.key().id(), anna.key(), ben.key().id(), ben.key());
    RoleKeys role = RoleKeys.of(2, Set.of(anna.key().id(), ben.key().id()));
    byte[] message = SignedForm.message("root", CONTENT);
    byte[] file =
        SignedForm.write(
            "root",
            CONTENT,
            List.of(anna.sign(message), anna.sign(message), stranger.sign(message)));
    // when
    SignatureTally tally =
        SignatureTally.of(keys, role, SignedForm.read("root", file), new HybridSignatures());
    // then
    SignatureTally.Group group = tally.groups().get(0);
    assertThat(group.signed()).containsExactly(anna.key().id());
    assertThat(group.open()).containsExactly(ben.key().id());
    assertThat(group.missing()).isEqualTo(1);
    assertThat(tally.isComplete()).isFalse();
  }
}
