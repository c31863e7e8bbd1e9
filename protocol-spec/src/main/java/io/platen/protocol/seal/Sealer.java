package io.platen.protocol.seal;

import io.platen.protocol.codec.SealedHeaderCodec;
import io.platen.protocol.report.SealedHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Makes envelopes. Its steps are those of the specification, chapter SEA. */
public final class Sealer {
  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private final SecureRandom random;

  public Sealer(SecureRandom random) {
    this.random = random;
  }

  /**
   * @param packed the document, packed with gzip
   * @param key the device's operational key, on P-256; it may lie in a secure element
   * @param signer the certificate of that key
   * @param recipient the server's sealing certificate, which the caller has checked
   * @throws GeneralSecurityException when the key cannot sign, or a key is not on P-256
   */
  public byte[] seal(
      SealedHeader header,
      byte[] packed,
      PrivateKey key,
      X509Certificate signer,
      X509Certificate recipient)
      throws GeneralSecurityException {
    // 1. [PLT-SEA-010] The content: who, which and for whom, then the document.
    byte[] content = content(header, packed);
    // 2. [PLT-SEA-011] The device signs it.
    byte[] signed = sign(content, key, signer);
    // 3. [PLT-SEA-012] For the server alone.
    return encrypt(signed, recipient);
  }

  private static byte[] content(SealedHeader header, byte[] packed) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(packed.length + 512);
    content.writeBytes(SealedHeaderCodec.write(header));
    content.write('\n');
    content.writeBytes(packed);
    return content.toByteArray();
  }

  private byte[] sign(byte[] content, PrivateKey key, X509Certificate signer)
      throws GeneralSecurityException {
    demandP256(signer, "operational");
    AlgorithmIdentifier sha256 = Names.algorithm(Names.SHA_256);
    DERSet attributes = attributes(MessageDigest.getInstance("SHA-256").digest(content));
    // RFC 5652 section 5.4: over the attributes, which hold the digest of the content.
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key, random);
    signature.update(der(attributes));
    SignerInfo info =
        new SignerInfo(
            new SignerIdentifier(new DEROctetString(KeyId.of(signer).bytes())),
            sha256,
            attributes,
            Names.algorithm(Names.ECDSA_SHA_256),
            new DEROctetString(signature.sign()),
            null);
    SignedData signed =
        new SignedData(
            new DERSet(sha256),
            new ContentInfo(Names.DATA, new DEROctetString(content)),
            null,
            null,
            new DERSet(info));
    return der(new ContentInfo(Names.SIGNED_DATA, signed));
  }

  private static DERSet attributes(byte[] digest) {
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(new Attribute(Names.CONTENT_TYPE, new DERSet(Names.DATA)));
    attributes.add(new Attribute(Names.MESSAGE_DIGEST, new DERSet(new DEROctetString(digest))));
    return new DERSet(attributes);
  }

  private byte[] encrypt(byte[] signed, X509Certificate recipient) throws GeneralSecurityException {
    demandP256(recipient, "sealing");
    SecretKey content = new SecretKeySpec(bytes(KEY_BYTES), "AES");
    byte[] nonce = bytes(NONCE_BYTES);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, content, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    byte[] sealed = cipher.doFinal(signed);
    int length = sealed.length - TAG_BYTES;
    // RFC 5753 section 3.1.1: agreed on with a key pair that is used once.
    KeyPair once = P256.newPair(random);
    return new Outside(
            KeyId.of(recipient),
            Outside.NO_CURVE,
            once.getPublic(),
            KeyWrap.wrap(content, once.getPrivate(), recipient.getPublicKey()),
            nonce,
            Arrays.copyOf(sealed, length),
            Arrays.copyOfRange(sealed, length, sealed.length))
        .der();
  }

  private static void demandP256(X509Certificate certificate, String which)
      throws GeneralSecurityException {
    if (!P256.isOnCurve(certificate.getPublicKey())) {
      throw new GeneralSecurityException(
          "Sealing needs keys on P-256, and the " + which + " certificate has another one");
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] der(ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }
}
