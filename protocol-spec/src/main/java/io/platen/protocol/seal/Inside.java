package io.platen.protocol.seal;

import static io.platen.protocol.seal.Outside.demand;
import static io.platen.protocol.seal.Outside.malformed;

import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;

/**
 * The parts of a SignedData of exactly the form of PLT-SEA-011 (RFC 5652 section 5).
 *
 * @param signer the device's key
 * @param attributes what was signed
 * @param digest of the content, as the attributes have it
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one opening
record Inside(KeyId signer, byte[] content, byte[] attributes, byte[] digest, byte[] signature) {

  static Inside parse(byte[] der) throws ProtocolException {
    if (!Der.isOneElement(der)) {
      throw malformed("what it encrypts is not one whole element of DER");
    }
    try {
      ContentInfo info = ContentInfo.getInstance(der);
      demand(Names.SIGNED_DATA.equals(info.getContentType()), "what it encrypts is not signed");
      return parse(SignedData.getInstance(info.getContent()));
    } catch (IOException | RuntimeException e) {
      throw malformed("a part of what it encrypts cannot be read: " + e.getMessage());
    }
  }

  private static Inside parse(SignedData data) throws ProtocolException, IOException {
    demand(isEmpty(data.getCertificates()), "it has certificates inside");
    demand(isEmpty(data.getCRLs()), "it has revocation lists inside");
    demand(data.getSignerInfos().size() == 1, "it has not exactly one signer");
    ContentInfo content = data.getEncapContentInfo();
    demand(Names.DATA.equals(content.getContentType()), "its signed content type is not data");
    demand(content.getContent() != null, "its signed content is missing");

    SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    demand(signer.getSID().isTagged(), "it does not name its signer by subject key identifier");
    demand(
        Names.SHA_256.equals(signer.getDigestAlgorithm().getAlgorithm())
            && Names.ECDSA_SHA_256.equals(signer.getDigestEncryptionAlgorithm().getAlgorithm()),
        "it is not signed by ECDSA with SHA-256");
    demand(signer.getUnauthenticatedAttributes() == null, "it has unsigned attributes");
    ASN1Set attributes = signer.getAuthenticatedAttributes();
    demand(attributes != null, "it has no signed attributes");
    ASN1Encodable type = value(attributes, Names.CONTENT_TYPE);
    demand(Names.DATA.equals(type), "its signed attribute content-type is not data");
    return new Inside(
        KeyId.of(ASN1OctetString.getInstance(signer.getSID().getId()).getOctets()),
        ASN1OctetString.getInstance(content.getContent()).getOctets(),
        new DERSet(attributes.toArray()).getEncoded(ASN1Encoding.DER),
        ASN1OctetString.getInstance(value(attributes, Names.MESSAGE_DIGEST)).getOctets(),
        signer.getEncryptedDigest().getOctets());
  }

  private static boolean isEmpty(ASN1Set set) {
    return set == null || set.size() == 0;
  }

  /** Of an attribute that is there once and has one value. */
  private static ASN1Encodable value(ASN1Set attributes, ASN1ObjectIdentifier name)
      throws ProtocolException {
    ASN1Encodable found = null;
    for (ASN1Encodable each : attributes) {
      Attribute attribute = Attribute.getInstance(each);
      if (attribute.getAttrType().equals(name)) {
        demand(
            found == null && attribute.getAttrValues().size() == 1, "an attribute is there twice");
        found = attribute.getAttrValues().getObjectAt(0);
      }
    }
    if (found == null) {
      throw malformed("a signed attribute is missing: " + name);
    }
    return found;
  }
}
