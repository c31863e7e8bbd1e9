package io.platen.device.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What a server's {@code csrattrs} (RFC 7030 section 4.5.2, RFC 9908) say about keys: the
 * attributes that name a kind of key, and the template of a request. All else a device may leave
 * out, since its server says by itself who it is.
 *
 * @param kinds algorithms of keys that are named
 * @param curves that are named for EC
 */
record WantedKey(List<ASN1ObjectIdentifier> kinds, List<ASN1ObjectIdentifier> curves) {
  /** RFC 9908 section 3.4: id-aa-certificationRequestInfoTemplate. */
  private static final ASN1ObjectIdentifier TEMPLATE =
      new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.61");

  private static final int TEMPLATES_KEY = 0;

  WantedKey {
    kinds = List.copyOf(kinds);
    curves = List.copyOf(curves);
  }

  /**
   * @param der CsrAttrs
   * @throws GeneralSecurityException when it is something else
   */
  static WantedKey of(byte[] der) throws GeneralSecurityException {
    List<ASN1ObjectIdentifier> kinds = new ArrayList<>();
    List<ASN1ObjectIdentifier> curves = new ArrayList<>();
    try {
      for (ASN1Encodable each : ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der))) {
        if (each.toASN1Primitive() instanceof ASN1Sequence attribute) {
          read(attribute, kinds, curves);
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new GeneralSecurityException("They are no attributes of a request", e);
    }
    return new WantedKey(kinds, curves);
  }

  private static void read(
      ASN1Sequence attribute, List<ASN1ObjectIdentifier> kinds, List<ASN1ObjectIdentifier> curves) {
    ASN1ObjectIdentifier type = ASN1ObjectIdentifier.getInstance(attribute.getObjectAt(0));
    ASN1Set values = ASN1Set.getInstance(attribute.getObjectAt(1));
    if (type.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      kinds.add(type);
      values.forEach(each -> curves.add(ASN1ObjectIdentifier.getInstance(each)));
    } else if (type.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      kinds.add(type);
    } else if (type.equals(TEMPLATE)) {
      ASN1Sequence.getInstance(values.getObjectAt(0))
          .forEach(each -> readTemplate(each, kinds, curves));
    }
  }

  private static void readTemplate(
      ASN1Encodable part, List<ASN1ObjectIdentifier> kinds, List<ASN1ObjectIdentifier> curves) {
    if (part.toASN1Primitive() instanceof ASN1TaggedObject tagged
        && tagged.getTagNo() == TEMPLATES_KEY) {
      ASN1Sequence key = ASN1Sequence.getInstance(tagged, false);
      ASN1Sequence algorithm = ASN1Sequence.getInstance(key.getObjectAt(0));
      kinds.add(ASN1ObjectIdentifier.getInstance(algorithm.getObjectAt(0)));
      if (algorithm.size() > 1
          && algorithm.getObjectAt(1).toASN1Primitive() instanceof ASN1ObjectIdentifier curve) {
        curves.add(curve);
      }
    }
  }

  /** Whether a key on P-256 is among what is wanted; any is where none is named. */
  boolean takesP256() {
    return kinds.isEmpty()
        || (kinds.contains(X9ObjectIdentifiers.id_ecPublicKey)
            && (curves.isEmpty() || curves.contains(SECObjectIdentifiers.secp256r1)));
  }
}
