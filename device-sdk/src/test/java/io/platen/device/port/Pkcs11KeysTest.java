package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.platen.device.port.KeyVault.Made;
import io.platen.device.testing.SoftToken;
import java.io.IOException;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Pkcs11KeysTest extends KeyVaultContract {
  private static SoftToken token;

  private Pkcs11Keys opened;

  @BeforeAll
  static void makeToken() throws Exception {
    token = SoftToken.take();
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  KeyVault open() throws Exception {
    return open(token);
  }

  private Pkcs11Keys open(SoftToken which) throws Exception {
    close();
    opened = which.open();
    return opened;
  }

  @Test
  void lets_no_key_out() throws Exception {
    // given
    Made made = open().make();

    // then
    assertThat(made.key().getEncoded()).isNull();
    assertThat(open().find(made.reference()).getEncoded()).isNull();
  }

  @Test
  void destroys_what_is_not_used() throws Exception {
    // given
    KeyVault vault = open();
    Made used = vault.make();
    Made other = vault.make();

    // when
    vault.keepOnly(List.of(used.reference()));

    // then
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> open().find(other.reference()));
    assertThat(open().secret()).isPresent();
  }

  @Test
  void gives_a_secret_that_is_the_tokens_own() throws Exception {
    // given
    byte[] secret = open().secret().orElseThrow();

    // when
    byte[] other = open(SoftToken.take()).secret().orElseThrow();

    // then
    assertThat(secret).hasSize(32);
    assertThat(other).isNotEqualTo(secret);
  }

  @Test
  void says_that_the_pin_is_wrong() {
    // then
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> token.open("314159"))
        .withMessageContaining("CKR_PIN_INCORRECT");
  }

  @Test
  void says_that_it_is_open_already() throws Exception {
    // given
    open();

    // then
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> token.open())
        .withMessageContaining("open already");
  }

  @Test
  void says_that_the_module_cannot_be_used() {
    // then
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> Pkcs11Keys.open("--name = none\nlibrary = /nowhere/none.so\n", new char[0]))
        .withMessageContaining("PKCS#11 module");
  }

  @Test
  void leaves_no_provider_behind() throws Exception {
    // given
    int before = Security.getProviders().length;

    // when
    token.open().close();

    // then
    assertThat(Security.getProviders()).hasSize(before);
  }
}
