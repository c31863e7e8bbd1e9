package io.platen.conformance.suite;

import io.platen.conformance.wire.Body;
import io.platen.protocol.enrolment.EstBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** The keys in requests for certificates, and what a server may want of them. */
final class KeysWanted {
  private KeysWanted() {}

  /** csrattrs (RFC 7030 section 4.5.2) that name a key on P-384. */
  static byte[] p384() {
    DERSequence key =
        new DERSequence(
            new ASN1Encodable[] {
              X9ObjectIdentifiers.id_ecPublicKey, new DERSet(SECObjectIdentifiers.secp384r1)
            });
    try {
      return EstBody.encode(
          new DERSequence(new ASN1Encodable[] {key, X9ObjectIdentifiers.ecdsa_with_SHA384})
              .getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a request in Base64; empty where it is none. */
  static Optional<PublicKey> key(Body request) {
    try {
      return Optional.of(
          new JcaPKCS10CertificationRequest(EstBody.decode(request.bytes())).getPublicKey());
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** 0 for what is no key on a curve. */
  static int bits(PublicKey key) {
    return key instanceof ECPublicKey ec ? ec.getParams().getCurve().getField().getFieldSize() : 0;
  }
}
