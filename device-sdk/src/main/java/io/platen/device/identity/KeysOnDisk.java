package io.platen.device.identity;

import io.platen.device.port.KeyVault;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

/**
 * Keys without a secure element: a reference is the key itself, so that it lies in the one small
 * file that the device replaces as a whole, encrypted under its {@link LocalKey}.
 */
public final class KeysOnDisk implements KeyVault {
  private final SecureRandom random;

  public KeysOnDisk(SecureRandom random) {
    this.random = random;
  }

  @Override
  public Made make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      return new Made(
          reference(pair.getPrivate().getEncoded()), pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }

  /** Of a key in PKCS#8. */
  static Reference reference(byte[] pkcs8) {
    return new Reference(Base64.getEncoder().encodeToString(pkcs8));
  }

  @Override
  public PrivateKey find(Reference reference) throws IOException {
    try {
      byte[] pkcs8 = Base64.getDecoder().decode(reference.text());
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IOException(
          "The identity's key is not on this disk: it was made in another key store; name that, or"
              + " reset the device and enrol anew",
          e);
    }
  }

  @Override
  public void keepOnly(Collection<Reference> used) {
    // a key that no file refers to is nowhere
  }

  @Override
  public Optional<byte[]> secret() {
    return Optional.empty();
  }
}
