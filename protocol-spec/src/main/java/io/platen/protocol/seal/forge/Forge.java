package io.platen.protocol.seal.forge;

import io.platen.protocol.codec.SealedHeaderCodec;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.KeyId;
import io.platen.protocol.xml.BoundedGzip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.SimpleAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Makes envelopes by BouncyCastle's own generators of CMS. */
public final class Forge {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

  private final Pair device;
  private final X509Certificate server;
  private final SecureRandom random;

  /**
   * @param device signs, where a flaw does not say otherwise
   * @param server the sealing certificate
   */
  public Forge(Pair device, X509Certificate server, SecureRandom random) {
    this.device = device;
    this.server = server;
    this.random = random;
  }

  /** An envelope without a flaw. */
  public byte[] make(SealedHeader header, byte[] document) {
    try {
      return encrypt(sign(content(header, document)));
    } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
      throw new IllegalStateException("An envelope for a test", e);
    }
  }

  /** An envelope that is wrong in one thing. */
  public byte[] make(SealedHeader header, byte[] document, Flaw flaw) {
    try {
      return flawed(header, document, flaw);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException | IOException e) {
      throw new IllegalStateException("An envelope for a test: " + flaw, e);
    }
  }

  private byte[] flawed(SealedHeader header, byte[] document, Flaw flaw)
      throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
    byte[] content = content(header, document);
    return switch (flaw) {
      case CUT_OFF -> {
        byte[] whole = make(header, document);
        yield Arrays.copyOf(whole, whole.length - 7);
      }
      case WITH_BYTES_AFTER_ITS_END -> {
        byte[] whole = make(header, document);
        yield Arrays.copyOf(whole, whole.length + 1);
      }
      case FLIPPED_BIT -> flipped(make(header, document), 3);
      case FLIPPED_KEY_BIT -> flippedKey(make(header, document));
      case IN_INDEFINITE_LENGTHS -> encrypt(sign(content), "BER", agreed(server));
      case NOT_SIGNED -> encrypt(content);
      case ONLY_SIGNED -> sign(content);
      case WITHOUT_A_HEADER -> encrypt(sign(document));
      case WITH_A_BROKEN_HEADER -> {
        content[content.length - BoundedGzip.deflate(document).length - 2] = 'x';
        yield encrypt(sign(content));
      }
      case ENCRYPTED_BY_CBC -> cbc(sign(content));
      case ENCRYPTED_BY_AES_128 -> encrypt(sign(content), CMSAlgorithm.AES128_GCM, agreed(server));
      case KEY_DERIVED_BY_SHA_1 ->
          encrypt(sign(content), "DER", agreed(server, CMSAlgorithm.ECDH_SHA1KDF));
      case FOR_AN_RSA_KEY ->
          encrypt(sign(content), "DER", transported(Pair.ofRsa("rsa", random).certificate()));
      case FOR_TWO_RECIPIENTS ->
          encrypt(sign(content), "DER", agreed(server), agreed(another("second").certificate()));
      case WITH_AUTHENTICATED_ATTRIBUTES -> attributed(sign(content));
      case FOR_ANOTHER_SERVERS_KEY ->
          encrypt(sign(content), "DER", agreed(another(header.audience()).certificate()));
      case SIGNED_BY_TWO -> encrypt(sign(content, List.of(device, another("second"))));
      case SIGNED_BY_A_STRANGER -> encrypt(sign(content, List.of(another("stranger"))));
      case SIGNED_IN_ANOTHERS_NAME ->
          encrypt(sign(content, List.of(new Pair(another("thief").key(), device.certificate()))));
      case CHANGED_AFTER_SIGNING -> encrypt(changed(sign(content), content));
      case WITHOUT_SIGNED_ATTRIBUTES -> encrypt(signed(content, "SHA256withECDSA", true, false));
      case WITH_CERTIFICATES_INSIDE -> encrypt(signed(content, "SHA256withECDSA", false, true));
      case SIGNED_WITH_SHA_384 -> encrypt(signed(content, "SHA384withECDSA", false, false));
      case FOR_ANOTHER_AUDIENCE -> make(withAudience(header, "another-server"), document);
      case NAMES_ANOTHER_DEVICE -> make(withDevice(header, new UUID(0x4000, 1L << 63)), document);
    };
  }

  private static SealedHeader withAudience(SealedHeader header, String audience) {
    return new SealedHeader(
        header.device(),
        header.epoch(),
        header.sequence(),
        audience,
        header.type(),
        header.created());
  }

  private static SealedHeader withDevice(SealedHeader header, UUID other) {
    return new SealedHeader(
        other,
        header.epoch(),
        header.sequence(),
        header.audience(),
        header.type(),
        header.created());
  }

  private Pair another(String commonName) {
    return Pair.ofServer(commonName, random);
  }

  private static byte[] content(SealedHeader header, byte[] document) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(SealedHeaderCodec.write(header));
    content.write('\n');
    content.writeBytes(BoundedGzip.deflate(document));
    return content.toByteArray();
  }

  /** In the encrypted content, which stands before the tag of 16 bytes and its head of two. */
  private static byte[] flipped(byte[] envelope, int before) {
    byte[] flipped = envelope.clone();
    flipped[envelope.length - 18 - before] ^= 1;
    return flipped;
  }

  /** In the wrapped key, whose bytes are found by the envelope's structure. */
  private static byte[] flippedKey(byte[] envelope) {
    ContentInfo info = ContentInfo.getInstance(envelope);
    ASN1Set recipients = AuthEnvelopedData.getInstance(info.getContent()).getRecipientInfos();
    KeyAgreeRecipientInfo agreed =
        KeyAgreeRecipientInfo.getInstance(
            RecipientInfo.getInstance(recipients.getObjectAt(0)).getInfo());
    byte[] wrapped =
        RecipientEncryptedKey.getInstance(agreed.getRecipientEncryptedKeys().getObjectAt(0))
            .getEncryptedKey()
            .getOctets();
    byte[] flipped = envelope.clone();
    flipped[java.util.Collections.indexOfSubList(list(envelope), list(wrapped)) + 3] ^= 1;
    return flipped;
  }

  private static byte[] changed(byte[] signed, byte[] content) {
    byte[] changed = signed.clone();
    int last = java.util.Collections.indexOfSubList(list(signed), list(content)) + content.length;
    changed[last - 1] ^= 1;
    return changed;
  }

  private static List<Byte> list(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    Arrays.setAll(boxed, i -> bytes[i]);
    return List.of(boxed);
  }

  private byte[] sign(byte[] content)
      throws OperatorCreationException, CMSException, IOException, GeneralSecurityException {
    return signed(content, "SHA256withECDSA", false, false);
  }

  private byte[] signed(byte[] content, String algorithm, boolean direct, boolean certificates)
      throws OperatorCreationException, CMSException, IOException, GeneralSecurityException {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    addSigner(generator, device, algorithm, direct);
    if (certificates) {
      generator.addCertificate(new JcaX509CertificateHolder(device.certificate()));
    }
    return der(generator.generate(new CMSProcessableByteArray(content), true));
  }

  private byte[] sign(byte[] content, List<Pair> signers)
      throws OperatorCreationException, CMSException, IOException {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    for (Pair signer : signers) {
      addSigner(generator, signer, "SHA256withECDSA", false);
    }
    return der(generator.generate(new CMSProcessableByteArray(content), true));
  }

  private void addSigner(
      CMSSignedDataGenerator generator, Pair signer, String algorithm, boolean direct)
      throws OperatorCreationException {
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .setDirectSignature(direct)
            .build(
                new JcaContentSignerBuilder(algorithm).setSecureRandom(random).build(signer.key()),
                id(signer.certificate())));
  }

  private static byte[] der(CMSSignedData signed) throws IOException {
    return signed.toASN1Structure().getEncoded("DER");
  }

  private static byte[] id(X509Certificate certificate) {
    return HexFormat.of().parseHex(KeyId.of(certificate).hex());
  }

  private byte[] encrypt(byte[] inside) throws GeneralSecurityException, CMSException, IOException {
    return encrypt(inside, "DER", agreed(server));
  }

  private byte[] encrypt(byte[] inside, String encoding, RecipientInfoGenerator... recipients)
      throws CMSException, IOException {
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    Arrays.stream(recipients).forEach(generator::addRecipientInfoGenerator);
    return generator
        .generate(new CMSProcessableByteArray(inside), aead(CMSAlgorithm.AES256_GCM))
        .toASN1Structure()
        .getEncoded(encoding);
  }

  private byte[] encrypt(
      byte[] inside, ASN1ObjectIdentifier cipher, RecipientInfoGenerator recipient)
      throws CMSException, IOException {
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(recipient);
    return generator
        .generate(new CMSProcessableByteArray(inside), aead(cipher))
        .toASN1Structure()
        .getEncoded("DER");
  }

  private byte[] attributed(byte[] inside)
      throws GeneralSecurityException, CMSException, IOException {
    CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(agreed(server));
    generator.setAuthenticatedAttributeGenerator(
        new SimpleAttributeTableGenerator(
            new AttributeTable(
                new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)))));
    return generator
        .generate(new CMSProcessableByteArray(inside), aead(CMSAlgorithm.AES256_GCM))
        .toASN1Structure()
        .getEncoded("DER");
  }

  private byte[] cbc(byte[] inside) throws GeneralSecurityException, CMSException, IOException {
    CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(agreed(server));
    return generator
        .generate(
            new CMSProcessableByteArray(inside),
            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                .setProvider(PROVIDER)
                .setSecureRandom(random)
                .build())
        .toASN1Structure()
        .getEncoded("DER");
  }

  private OutputAEADEncryptor aead(ASN1ObjectIdentifier cipher) throws CMSException {
    return (OutputAEADEncryptor)
        new JceCMSContentEncryptorBuilder(cipher)
            .setProvider(PROVIDER)
            .setSecureRandom(random)
            .build();
  }

  private RecipientInfoGenerator agreed(X509Certificate recipient) throws GeneralSecurityException {
    return agreed(recipient, CMSAlgorithm.ECDH_SHA256KDF);
  }

  private RecipientInfoGenerator agreed(X509Certificate recipient, ASN1ObjectIdentifier agreement)
      throws GeneralSecurityException {
    Pair once = another("once");
    KeyPair pair = new KeyPair(once.certificate().getPublicKey(), once.key());
    PrivateKey own = pair.getPrivate();
    return new JceKeyAgreeRecipientInfoGenerator(
            agreement, own, pair.getPublic(), CMSAlgorithm.AES256_WRAP)
        .setProvider(PROVIDER)
        .setSecureRandom(random)
        .addRecipient(id(recipient), recipient.getPublicKey());
  }

  private static RecipientInfoGenerator transported(X509Certificate recipient) {
    return new JceKeyTransRecipientInfoGenerator(id(recipient), recipient.getPublicKey())
        .setProvider(PROVIDER);
  }
}
