package io.platen.protocol.update;

import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** A maker's repository in XML, as small as it can be: hybrid keys for root and targets. */
final class SignedXml extends TrustedInMemory implements MetadataSource {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(30));

  /** Signs, and says with which key. */
  interface Signer {
    MetadataKey key();

    byte[] sign(byte[] message);
  }

  final Map<String, byte[]> files = new HashMap<>();
  final Map<String, Long> limits = new LinkedHashMap<>();
  final Signer ecdsa = ecdsa();
  final Signer mldsa = mldsa();
  final Signer online = ecdsa();
  List<Signer> targetsSigners = List.of(ecdsa, mldsa);

  SignedXml() {
    trusted.put("root", file("root", root(1), List.of(ecdsa, mldsa)));
    publish(1, Map.of());
  }

  /** Root keys: one of ECDSA and one of ML-DSA, both needed; the same for targets. */
  RootMetadata root(long version) {
    RoleKeys hybrid =
        new RoleKeys(
            List.of(
                new RoleKeys.Group(1, Set.of(ecdsa.key().id())),
                new RoleKeys.Group(1, Set.of(mldsa.key().id()))));
    RoleKeys one = RoleKeys.of(1, Set.of(online.key().id()));
    return new RootMetadata(
        version,
        LATER,
        true,
        List.of(ecdsa, mldsa, online).stream()
            .map(Signer::key)
            .collect(Collectors.toMap(MetadataKey::id, key -> key)),
        Map.of("root", hybrid, "targets", hybrid, "snapshot", one, "timestamp", one));
  }

  void publish(long version, Map<String, TargetFile> named) {
    TargetsMetadata targets = new TargetsMetadata(version, LATER, named, Map.of(), List.of());
    byte[] targetsFile = put(version + ".targets.xml", "targets", targets, targetsSigners);
    SnapshotMetadata snapshot =
        new SnapshotMetadata(version, LATER, Map.of("targets", meta(version, targetsFile)));
    byte[] snapshotFile = put(version + ".snapshot.xml", "snapshot", snapshot, List.of(online));
    TimestampMetadata timestamp =
        new TimestampMetadata(version, LATER, meta(version, snapshotFile));
    put("timestamp.xml", "timestamp", timestamp, List.of(online));
  }

  private byte[] put(String name, String role, Metadata metadata, List<Signer> signers) {
    byte[] file = file(role, metadata, signers);
    files.put(name, file);
    return file;
  }

  static byte[] file(String role, Metadata metadata, List<Signer> signers) {
    byte[] content = new XmlMetadata().write(metadata);
    byte[] message = SignedForm.message(role, content);
    List<SignedFile.Signature> signatures = new ArrayList<>();
    for (Signer signer : signers) {
      signatures.add(
          new SignedFile.Signature(
              signer.key().id(), HexFormat.of().formatHex(signer.sign(message))));
    }
    return SignedForm.write(role, content, signatures);
  }

  private static MetaFile meta(long version, byte[] file) {
    return new MetaFile(version, (long) file.length, Map.of("sha256", Digests.sha256(file)));
  }

  MetadataUpdater updater() {
    JdkSignatures jdk = new JdkSignatures();
    return new MetadataUpdater(
        this,
        this,
        new XmlMetadata(),
        (key, message, signature) ->
            key.algorithm().equals("ml-dsa-65")
                ? mldsaHolds(key, message, signature)
                : jdk.holds(key, message, signature),
        NOW);
  }

  @Override
  public Optional<byte[]> fetch(String name, long mostBytes) {
    limits.put(name, mostBytes);
    return Optional.ofNullable(files.get(name));
  }

  private record Made(MetadataKey key, java.util.function.UnaryOperator<byte[]> signing)
      implements Signer {
    @Override
    public byte[] sign(byte[] message) {
      return signing.apply(message);
    }
  }

  private static MetadataKey key(String algorithm, byte[] spki) {
    return new MetadataKey(Digests.sha256(spki), algorithm, HexFormat.of().formatHex(spki));
  }

  static Signer ecdsa() {
    try {
      KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
      curve.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = curve.generateKeyPair();
      return new Made(
          key("ecdsa-p256-sha256", pair.getPublic().getEncoded()), bytes -> sign(pair, bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(KeyPair pair, byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Signer mldsa() {
    try {
      MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
      generator.init(
          new MLDSAKeyGenerationParameters(
              new java.security.SecureRandom(), MLDSAParameters.ml_dsa_65));
      var pair = generator.generateKeyPair();
      byte[] spki =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                  (MLDSAPublicKeyParameters) pair.getPublic())
              .getEncoded();
      MLDSAPrivateKeyParameters secret = (MLDSAPrivateKeyParameters) pair.getPrivate();
      return new Made(key("ml-dsa-65", spki), message -> mldsaSign(secret, message));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mldsaSign(MLDSAPrivateKeyParameters secret, byte[] message) {
    try {
      MLDSASigner signer = new MLDSASigner();
      signer.init(true, secret);
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    } catch (org.bouncycastle.crypto.CryptoException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean mldsaHolds(MetadataKey key, byte[] message, byte[] signature) {
    try {
      AsymmetricKeyParameter publicKey = PublicKeyFactory.createKey(key.encoded());
      MLDSASigner check = new MLDSASigner();
      check.init(false, publicKey);
      check.update(message, 0, message.length);
      return check.verifySignature(signature);
    } catch (java.io.IOException | RuntimeException e) {
      return false;
    }
  }
}
