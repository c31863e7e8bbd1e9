package io.platen.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Short secrets under the server's secret, for rows that may be stolen: AES-256-GCM with a key by
 * PBKDF2-HMAC-SHA-256. A sealed value is one octet of form, 12 of nonce, and what GCM gives.
 */
public final class SecretBox {
  private static final byte FORM = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int ITERATIONS = 100_000;
  private static final int KEY_BITS = 256;

  private final SecretKeySpec key;
  private final SecureRandom random;

  /**
   * @param use what the values are for; boxes of different uses do not open each other's
   */
  public SecretBox(String secret, String use, SecureRandom random) {
    try {
      byte[] derived =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(
                  new PBEKeySpec(
                      secret.toCharArray(),
                      use.getBytes(StandardCharsets.UTF_8),
                      ITERATIONS,
                      KEY_BITS))
              .getEncoded();
      this.key = new SecretKeySpec(derived, "AES");
      this.random = random;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has it", e);
    }
  }

  /**
   * @param place whose value it is: in the row of another it does not open
   */
  public byte[] seal(byte[] value, String place) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(value);
      byte[] all = new byte[1 + NONCE + closed.length];
      all[0] = FORM;
      System.arraycopy(nonce, 0, all, 1, NONCE);
      System.arraycopy(closed, 0, all, 1 + NONCE, closed.length);
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has it", e);
    }
  }

  /**
   * @throws GeneralSecurityException when the secret is another, or the value is damaged or of
   *     another place
   */
  public byte[] open(byte[] sealed, String place) throws GeneralSecurityException {
    if (sealed.length < 1 + NONCE + TAG_BITS / 8 || sealed[0] != FORM) {
      throw new GeneralSecurityException("It is in no form that is known here");
    }
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
    return cipher(Cipher.DECRYPT_MODE, nonce, place)
        .doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
