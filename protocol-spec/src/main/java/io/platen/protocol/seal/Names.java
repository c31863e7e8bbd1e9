package io.platen.protocol.seal;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** The only algorithms and types of an envelope, by their object identifiers. */
final class Names {
  /** RFC 5652 section 4. */
  static final ASN1ObjectIdentifier DATA = id("1.2.840.113549.1.7.1");

  /** RFC 5652 section 5.1. */
  static final ASN1ObjectIdentifier SIGNED_DATA = id("1.2.840.113549.1.7.2");

  /** RFC 5083 section 2.1. */
  static final ASN1ObjectIdentifier AUTH_ENVELOPED_DATA = id("1.2.840.113549.1.9.16.1.23");

  /** RFC 5652 section 11.1. */
  static final ASN1ObjectIdentifier CONTENT_TYPE = id("1.2.840.113549.1.9.3");

  /** RFC 5652 section 11.2. */
  static final ASN1ObjectIdentifier MESSAGE_DIGEST = id("1.2.840.113549.1.9.4");

  /** RFC 5754 section 2. */
  static final ASN1ObjectIdentifier SHA_256 = id("2.16.840.1.101.3.4.2.1");

  /** RFC 5754 section 3.3. */
  static final ASN1ObjectIdentifier ECDSA_SHA_256 = id("1.2.840.10045.4.3.2");

  /** RFC 5480 section 2.1.1. */
  static final ASN1ObjectIdentifier EC_KEY = id("1.2.840.10045.2.1");

  /** RFC 5480 section 2.1.1.1, secp256r1. */
  static final ASN1ObjectIdentifier P_256 = id("1.2.840.10045.3.1.7");

  /** RFC 5753 section 7.1.4, dhSinglePass-stdDH-sha256kdf-scheme. */
  static final ASN1ObjectIdentifier ECDH_SHA_256 = id("1.3.132.1.11.1");

  /** RFC 3565 section 2.3.2. */
  static final ASN1ObjectIdentifier AES_256_WRAP = id("2.16.840.1.101.3.4.1.45");

  /** RFC 5084 section 3.2. */
  static final ASN1ObjectIdentifier AES_256_GCM = id("2.16.840.1.101.3.4.1.46");

  private Names() {}

  private static ASN1ObjectIdentifier id(String dotted) {
    return new ASN1ObjectIdentifier(dotted);
  }

  static AlgorithmIdentifier algorithm(ASN1ObjectIdentifier name) {
    return new AlgorithmIdentifier(name);
  }
}
