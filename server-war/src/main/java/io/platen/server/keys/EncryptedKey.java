package io.platen.server.keys;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * PKCS#8 encrypted as RFC 8018 has it (PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC), the form
 * that {@code openssl pkcs8} reads and writes. Java 17 can do all of it but the encoding.
 */
final class EncryptedKey {
  /** The secret has 192 bits, so these only slow down one who has chosen a poor one. */
  private static final int ITERATIONS = 100_000;

  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int KEY_BITS = 256;
  private static final int BLOCK = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private EncryptedKey() {}

  /**
   * @param pkcs8 the key in clear
   */
  static byte[] encrypt(byte[] pkcs8, String secret) throws GeneralSecurityException, IOException {
    byte[] salt = random();
    byte[] iv = random();
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret, salt, ITERATIONS, iv).doFinal(pkcs8);
    AlgorithmIdentifier hmac =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_hmacWithSHA256, org.bouncycastle.asn1.DERNull.INSTANCE);
    PBES2Parameters parameters =
        new PBES2Parameters(
            new KeyDerivationFunc(
                PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, ITERATIONS, hmac)),
            new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
    return new EncryptedPrivateKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), sealed)
        .getEncoded();
  }

  /**
   * @throws GeneralSecurityException when the secret is another, or the form is not known here
   */
  static byte[] decrypt(byte[] encoded, String secret) throws GeneralSecurityException {
    try {
      EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(encoded);
      PBES2Parameters parameters =
          PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
      PBKDF2Params derivation =
          PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());
      demandKnown(info, parameters, derivation);
      byte[] iv =
          ASN1OctetString.getInstance(parameters.getEncryptionScheme().getParameters()).getOctets();
      return cipher(
              Cipher.DECRYPT_MODE,
              secret,
              derivation.getSalt(),
              derivation.getIterationCount().intValueExact(),
              iv)
          .doFinal(info.getEncryptedData());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new GeneralSecurityException("The encrypted key is damaged: " + e.getMessage(), e);
    }
  }

  private static void demandKnown(
      EncryptedPrivateKeyInfo info, PBES2Parameters parameters, PBKDF2Params derivation)
      throws GeneralSecurityException {
    if (!info.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)
        || !parameters
            .getEncryptionScheme()
            .getAlgorithm()
            .equals(NISTObjectIdentifiers.id_aes256_CBC)
        || !derivation.getPrf().getAlgorithm().equals(PKCSObjectIdentifiers.id_hmacWithSHA256)
        || derivation.getIterationCount().bitLength() > 31
        || derivation.getIterationCount().intValue() > MOST_ITERATIONS) {
      throw new GeneralSecurityException(
          "The key is encrypted in a way that is not known here; use openssl pkcs8 -topk8 -v2"
              + " aes-256-cbc -v2prf hmacWithSHA256");
    }
  }

  private static Cipher cipher(int mode, String secret, byte[] salt, int iterations, byte[] iv)
      throws GeneralSecurityException {
    SecretKey derived =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, iterations, KEY_BITS));
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, new SecretKeySpec(derived.getEncoded(), "AES"), new IvParameterSpec(iv));
    return cipher;
  }

  private static byte[] random() {
    byte[] bytes = new byte[BLOCK];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
