package io.platen.protocol.seal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The subject key identifier of a certificate: the extension of RFC 5280 section 4.2.1.2, or method
 * 1 of that section where a certificate has none.
 *
 * @param hex in lower case
 */
public record KeyId(String hex) {
  private static final String EXTENSION = "2.5.29.14";

  public KeyId {
    if (!hex.matches("([0-9a-f]{2}){1,64}")) {
      throw new IllegalArgumentException("A key id is 1 to 64 bytes in hexadecimal, not " + hex);
    }
  }

  public static KeyId of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(EXTENSION);
    if (extension == null) {
      return of(certificate.getPublicKey());
    }
    ASN1OctetString outer = ASN1OctetString.getInstance(extension);
    return of(ASN1OctetString.getInstance(outer.getOctets()).getOctets());
  }

  /** SHA-1 over the bits of the key: a name, and no protection. */
  public static KeyId of(PublicKey key) {
    try {
      byte[] bits =
          SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
      return of(MessageDigest.getInstance("SHA-1").digest(bits));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }

  static KeyId of(byte[] bytes) {
    return new KeyId(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
