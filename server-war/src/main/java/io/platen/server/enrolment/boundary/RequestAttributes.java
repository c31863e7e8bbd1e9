package io.platen.server.enrolment.boundary;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What a request should have: a key on P-256, signed with ECDSA and SHA-256. RFC 7030 section 4.5.2
 * with the encoding of RFC 8951 section 4 and the form of a key that RFC 9908 section 3.2 wants.
 */
final class RequestAttributes {
  static final byte[] DER = der();

  private RequestAttributes() {}

  private static byte[] der() {
    ASN1EncodableVector key = new ASN1EncodableVector();
    key.add(X9ObjectIdentifiers.id_ecPublicKey);
    key.add(new DERSet(SECObjectIdentifiers.secp256r1));
    try {
      return new DERSequence(
              new ASN1Encodable[] {new DERSequence(key), X9ObjectIdentifiers.ecdsa_with_SHA256})
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("A constant has an encoding", e);
    }
  }
}
