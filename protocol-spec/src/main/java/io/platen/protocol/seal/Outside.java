package io.platen.protocol.seal;

import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.RecipientKeyIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The parts of an AuthEnvelopedData of exactly the form of PLT-SEA-012 (RFC 5083, RFC 5753, RFC
 * 5084).
 *
 * @param recipient the server's key
 * @param curve how the kind of that key is named
 * @param once the device's key for this envelope only
 * @param wrapped the content's key
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one opening
record Outside(
    KeyId recipient,
    AlgorithmIdentifier curve,
    PublicKey once,
    byte[] wrapped,
    byte[] nonce,
    byte[] encrypted,
    byte[] tag) {
  /** RFC 5753 section 3.1.1: both say P-256 to a recipient whose key is on it. */
  static final AlgorithmIdentifier NO_CURVE = Names.algorithm(Names.EC_KEY);

  private static final AlgorithmIdentifier P_256 =
      new AlgorithmIdentifier(Names.EC_KEY, Names.P_256);
  private static final int WRAPPED_BYTES = 40;

  static Outside parse(byte[] der) throws ProtocolException {
    if (!Der.isOneElement(der)) {
      throw malformed("it is not one whole element of DER");
    }
    try {
      ContentInfo info = ContentInfo.getInstance(der);
      demand(Names.AUTH_ENVELOPED_DATA.equals(info.getContentType()), "it is not authEnveloped");
      Outside outside = parse(AuthEnvelopedData.getInstance(info.getContent()));
      demand(
          Arrays.equals(der, outside.der()), "it has another version, or parts that it needs not");
      return outside;
    } catch (GeneralSecurityException | RuntimeException e) {
      // The library says by all kinds of exceptions that a part is not what it should be.
      throw malformed("a part of it cannot be read: " + e.getMessage());
    }
  }

  private static Outside parse(AuthEnvelopedData data)
      throws ProtocolException, GeneralSecurityException {
    demand(data.getOriginatorInfo() == null, "it has originatorInfo");
    demand(data.getAuthAttrs() == null, "it has authenticated attributes");
    demand(data.getUnauthAttrs() == null, "it has unauthenticated attributes");
    demand(data.getRecipientInfos().size() == 1, "it has not exactly one recipient");

    EncryptedContentInfo content = data.getAuthEncryptedContentInfo();
    demand(Names.DATA.equals(content.getContentType()), "its content type is not data");
    AlgorithmIdentifier cipher = content.getContentEncryptionAlgorithm();
    demand(Names.AES_256_GCM.equals(cipher.getAlgorithm()), "it is not encrypted by AES-256-GCM");
    GCMParameters gcm = GCMParameters.getInstance(cipher.getParameters());
    byte[] tag = data.getMac().getOctets();
    demand(gcm.getNonce().length == Sealer.NONCE_BYTES, "its nonce has not 12 bytes");
    demand(
        gcm.getIcvLen() == Sealer.TAG_BYTES && tag.length == Sealer.TAG_BYTES,
        "its tag has not 16 bytes");
    ASN1OctetString encrypted = content.getEncryptedContent();
    demand(encrypted != null, "it has no content");

    ASN1Encodable recipient =
        RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0)).getInfo();
    demand(recipient instanceof KeyAgreeRecipientInfo, "its recipient agrees on no key");
    KeyAgreeRecipientInfo agreed = (KeyAgreeRecipientInfo) recipient;
    demand(agreed.getUserKeyingMaterial() == null, "it has user keying material");
    demand(agreed.getRecipientEncryptedKeys().size() == 1, "it has not exactly one recipient");
    AlgorithmIdentifier agreement = agreed.getKeyEncryptionAlgorithm();
    demand(
        Names.ECDH_SHA_256.equals(agreement.getAlgorithm()),
        "its key is not agreed on by ECDH with SHA-256");
    demand(
        Names.algorithm(Names.AES_256_WRAP).equals(agreement.getParameters()),
        "its key is not wrapped by AES-256");

    RecipientEncryptedKey key =
        RecipientEncryptedKey.getInstance(agreed.getRecipientEncryptedKeys().getObjectAt(0));
    RecipientKeyIdentifier id = key.getIdentifier().getRKeyID();
    demand(id != null, "it does not name its recipient by subject key identifier");
    byte[] wrapped = key.getEncryptedKey().getOctets();
    demand(wrapped.length == WRAPPED_BYTES, "its wrapped key has not 40 bytes");
    OriginatorPublicKey once = agreed.getOriginator().getOriginatorKey();
    demand(
        once != null && (NO_CURVE.equals(once.getAlgorithm()) || P_256.equals(once.getAlgorithm())),
        "it has no key on P-256 of its own");
    return new Outside(
        KeyId.of(id.getSubjectKeyIdentifier().getOctets()),
        once.getAlgorithm(),
        P256.publicKey(once.getPublicKeyData().getOctets()),
        wrapped,
        gcm.getNonce(),
        encrypted.getOctets(),
        tag);
  }

  /** The one form that there is. */
  byte[] der() {
    RecipientEncryptedKey key =
        new RecipientEncryptedKey(
            new KeyAgreeRecipientIdentifier(new RecipientKeyIdentifier(recipient.bytes())),
            new DEROctetString(wrapped));
    KeyAgreeRecipientInfo agreed =
        new KeyAgreeRecipientInfo(
            new OriginatorIdentifierOrKey(new OriginatorPublicKey(curve, P256.bytes(once))),
            null,
            new AlgorithmIdentifier(Names.ECDH_SHA_256, Names.algorithm(Names.AES_256_WRAP)),
            new DERSequence(key));
    EncryptedContentInfo content =
        new EncryptedContentInfo(
            Names.DATA,
            new AlgorithmIdentifier(Names.AES_256_GCM, new GCMParameters(nonce, Sealer.TAG_BYTES)),
            new DEROctetString(encrypted));
    return Sealer.der(
        new ContentInfo(
            Names.AUTH_ENVELOPED_DATA,
            new AuthEnvelopedData(
                null,
                new DERSet(new RecipientInfo(agreed)),
                content,
                null,
                new DEROctetString(tag),
                null)));
  }

  static void demand(boolean kept, String violation) throws ProtocolException {
    if (!kept) {
      throw malformed(violation);
    }
  }

  static ProtocolException malformed(String why) {
    return new ProtocolException(
        ProblemType.SEAL_MALFORMED,
        "PLT-SEA-021",
        "The envelope has not the form of chapter SEA: " + why);
  }
}
