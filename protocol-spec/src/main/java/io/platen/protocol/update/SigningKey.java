package io.platen.protocol.update;

import io.platen.protocol.update.SignedFile.Signature;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * A private key of a maker that signs metadata, ECDSA on P-256 or ML-DSA-65, and its public key.
 */
public final class SigningKey {
  private static final String ECDSA = "ecdsa-p256-sha256";
  private static final int P256_BITS = 256;

  private final MetadataKey key;
  private final byte[] pkcs8;

  private SigningKey(MetadataKey key, byte[] pkcs8) {
    this.key = key;
    this.pkcs8 = pkcs8;
  }

  /** A new key of ECDSA on P-256. */
  public static SigningKey ecdsa(SecureRandom random) {
    try {
      KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
      curve.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = curve.generateKeyPair();
      return new SigningKey(
          key(ECDSA, pair.getPublic().getEncoded()), pair.getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }

  /** A new key of ML-DSA-65. */
  public static SigningKey mldsa(SecureRandom random) {
    try {
      MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
      generator.init(new MLDSAKeyGenerationParameters(random, MLDSAParameters.ml_dsa_65));
      AsymmetricCipherKeyPair pair = generator.generateKeyPair();
      byte[] spki =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()).getEncoded();
      byte[] secret = PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()).getEncoded();
      return new SigningKey(key(HybridSignatures.ML_DSA_65, spki), secret);
    } catch (IOException e) {
      throw new IllegalStateException("A key that was just made can be written", e);
    }
  }

  /**
   * Reads a private key.
   *
   * @param pkcs8 PrivateKeyInfo (RFC 5208 section 5), DER, not encrypted
   * @throws IllegalArgumentException when it is none, or of another algorithm
   */
  public static SigningKey read(byte[] pkcs8) {
    try {
      AsymmetricKeyParameter secret = PrivateKeyFactory.createKey(pkcs8);
      if (secret instanceof MLDSAPrivateKeyParameters mldsa
          && mldsa.getParameters().equals(MLDSAParameters.ml_dsa_65)) {
        return read(
            HybridSignatures.ML_DSA_65,
            SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(mldsa.getPublicKeyParameters()),
            pkcs8);
      }
      if (secret instanceof ECPrivateKeyParameters curve
          && curve.getParameters().getCurve().getFieldSize() == P256_BITS) {
        return read(ECDSA, publicKey(curve), pkcs8);
      }
    } catch (IOException | RuntimeException e) { // whatever BouncyCastle says of foreign bytes
      throw new IllegalArgumentException("This is no private key in PKCS#8", e);
    }
    throw new IllegalArgumentException("A key is of ECDSA on P-256 or of ML-DSA-65");
  }

  private static SigningKey read(String algorithm, SubjectPublicKeyInfo spki, byte[] pkcs8)
      throws IOException {
    byte[] secret = PrivateKeyInfo.getInstance(pkcs8).getEncoded();
    return new SigningKey(key(algorithm, spki.getEncoded()), secret);
  }

  private static SubjectPublicKeyInfo publicKey(ECPrivateKeyParameters secret) throws IOException {
    ECDomainParameters domain = secret.getParameters();
    return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
        new ECPublicKeyParameters(domain.getG().multiply(secret.getD()).normalize(), domain));
  }

  /**
   * A public key as metadata names it.
   *
   * @param spki SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7), DER
   * @throws IllegalArgumentException when it is not of ECDSA on P-256 or of ML-DSA-65
   */
  public static MetadataKey publicKey(byte[] spki) {
    String oid;
    try {
      oid = SubjectPublicKeyInfo.getInstance(spki).getAlgorithm().getAlgorithm().getId();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("This is no public key", e);
    }
    return switch (oid) {
      case "1.2.840.10045.2.1" -> key(ECDSA, spki);
      case "2.16.840.1.101.3.4.3.18" -> key(HybridSignatures.ML_DSA_65, spki);
      default ->
          throw new IllegalArgumentException("A key is of ECDSA on P-256 or of ML-DSA-65: " + oid);
    };
  }

  private static MetadataKey key(String algorithm, byte[] spki) {
    return new MetadataKey(Digests.sha256(spki), algorithm, HexFormat.of().formatHex(spki));
  }

  public MetadataKey key() {
    return key;
  }

  /** PrivateKeyInfo (RFC 5208 section 5), DER: whoever writes it anywhere encrypts it. */
  public byte[] pkcs8() {
    return pkcs8.clone();
  }

  /**
   * Signs.
   *
   * @param message as {@code SignedForm.message} makes it
   */
  public Signature sign(byte[] message) {
    byte[] value =
        key.algorithm().equals(HybridSignatures.ML_DSA_65)
            ? mldsaSignature(message)
            : ecdsaSignature(message);
    return new Signature(key.id(), HexFormat.of().formatHex(value));
  }

  private byte[] ecdsaSignature(byte[] message) {
    try {
      PrivateKey secret =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      java.security.Signature signature = java.security.Signature.getInstance("SHA256withECDSA");
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The key cannot sign", e);
    }
  }

  private byte[] mldsaSignature(byte[] message) {
    try {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, PrivateKeyFactory.createKey(pkcs8));
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    } catch (IOException | CryptoException e) {
      throw new IllegalStateException("The key cannot sign", e);
    }
  }
}
