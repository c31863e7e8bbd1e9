package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.device.port.KeyVault.Made;
import io.platen.device.port.KeyVault.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every place for keys does. */
abstract class KeyVaultContract {
  /** As after a start; what was open before is not any more. */
  abstract KeyVault open() throws Exception;

  @Test
  void makes_another_key_on_p_256_each_time() throws Exception {
    // when
    KeyVault vault = open();
    Made first = vault.make();
    Made second = vault.make();

    // then
    assertThat(((ECPublicKey) first.publicKey()).getParams().getOrder().bitLength()).isEqualTo(256);
    assertThat(second.publicKey()).isNotEqualTo(first.publicKey());
    demandPair(first.key(), first.publicKey());
  }

  @Test
  void finds_a_key_again_after_a_start() throws Exception {
    // given
    Made made = open().make();

    // when
    PrivateKey found = open().find(made.reference());

    // then
    demandPair(found, made.publicKey());
  }

  @Test
  void keeps_what_is_used_when_others_go() throws Exception {
    // given
    KeyVault vault = open();
    Made used = vault.make();
    vault.make();

    // when
    vault.keepOnly(List.of(used.reference()));

    // then
    demandPair(open().find(used.reference()), used.publicKey());
  }

  @Test
  void says_so_where_a_key_is_not_there() throws Exception {
    // given
    KeyVault vault = open();

    // then
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> vault.find(new Reference("platen-none")))
        .withMessageContaining("enrol anew");
  }

  @Test
  void has_the_same_secret_after_a_start() throws Exception {
    // when
    byte[] first = open().secret().orElse(new byte[0]);
    byte[] second = open().secret().orElse(new byte[0]);

    // then
    assertThat(second).isEqualTo(first);
  }

  @Test
  void shows_no_reference_in_a_log() throws Exception {
    // given
    Made made = open().make();

    // then
    assertThat(made.toString()).doesNotContain(made.reference().text());
  }

  static void demandPair(PrivateKey key, PublicKey publicKey) throws Exception {
    byte[] text = "text".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    Signature check = Signature.getInstance("SHA256withECDSA");
    check.initVerify(publicKey);
    check.update(text);
    assertThat(check.verify(signed)).isTrue();
  }
}
