package io.platen.protocol.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;

/** The key of a content, locked by what two keys on P-256 agree on (RFC 5753, RFC 3394). */
final class KeyWrap {
  private static final byte[] KEY_BITS = {0, 0, 1, 0};
  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};
  private static final byte[] SHARED_INFO = sharedInfo();

  private KeyWrap() {}

  /** RFC 5753 section 7.2: what the key is for, and its length in bits. */
  private static byte[] sharedInfo() {
    try {
      return new ECCCMSSharedInfo(Names.algorithm(Names.AES_256_WRAP), KEY_BITS)
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  static byte[] wrap(SecretKey content, PrivateKey own, PublicKey other)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.WRAP_MODE, agree(own, other));
    return cipher.wrap(content);
  }

  static SecretKey unwrap(byte[] wrapped, PrivateKey own, PublicKey other)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AESWrap");
    cipher.init(Cipher.UNWRAP_MODE, agree(own, other));
    return (SecretKey) cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
  }

  /** ANSI X9.63 key derivation; SHA-256 gives a key of 256 bits with one block (SEC 1 3.6.1). */
  private static SecretKey agree(PrivateKey own, PublicKey other) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own);
    agreement.doPhase(other, true);
    byte[] secret = agreement.generateSecret();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(secret);
    digest.update(FIRST_BLOCK);
    byte[] key = digest.digest(SHARED_INFO);
    Arrays.fill(secret, (byte) 0);
    return new SecretKeySpec(key, "AES");
  }
}
