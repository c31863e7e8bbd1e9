package io.platen.protocol.update;

import java.util.HexFormat;

/**
 * A public key that signs metadata.
 *
 * @param id by which files name it; in XML the SHA-256 of the key, in lower case hexadecimal
 * @param algorithm a token of the registry of signature algorithms, e.g. {@code ecdsa-p256-sha256};
 *     a key of an unknown one is kept and never counts
 * @param subjectPublicKeyInfo the key itself (RFC 5280 section 4.1.2.7), DER in hexadecimal
 */
public record MetadataKey(String id, String algorithm, String subjectPublicKeyInfo) {

  /** Named by its hash, as it must be in XML. */
  public static MetadataKey of(String algorithm, String subjectPublicKeyInfo) {
    byte[] encoded = HexFormat.of().parseHex(subjectPublicKeyInfo);
    return new MetadataKey(Digests.sha256(encoded), algorithm, subjectPublicKeyInfo);
  }

  /** DER. */
  public byte[] encoded() {
    return HexFormat.of().parseHex(subjectPublicKeyInfo);
  }

  /** As it must be in XML. */
  public boolean isNamedByItsHash() {
    return id.equals(Digests.sha256(encoded()));
  }

  /** Whether the two are one key, whatever their ids: it counts once. [PLT-UPD-003] */
  boolean isSameKeyAs(MetadataKey other) {
    return subjectPublicKeyInfo.equals(other.subjectPublicKeyInfo);
  }
}
