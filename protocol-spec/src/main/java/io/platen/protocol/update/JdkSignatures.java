package io.platen.protocol.update;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The algorithms that every JDK since 17 has. */
public final class JdkSignatures implements SignatureCheck {
  private static final Map<String, Algorithm> ALGORITHMS =
      Map.of(
          "ecdsa-p256-sha256", new Algorithm("EC", "SHA256withECDSA", null),
          "ecdsa-p384-sha384", new Algorithm("EC", "SHA384withECDSA", null),
          "ed25519", new Algorithm("Ed25519", "Ed25519", null),
          "rsa-pss-sha256",
              new Algorithm(
                  "RSA",
                  "RSASSA-PSS",
                  new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1)),
          "rsa-pkcs1-sha256", new Algorithm("RSA", "SHA256withRSA", null));

  private record Algorithm(
      String key, String signature, @Nullable AlgorithmParameterSpec parameters) {}

  @Override
  public boolean holds(MetadataKey key, byte[] message, byte[] signature) {
    Algorithm algorithm = ALGORITHMS.get(key.algorithm());
    return algorithm != null && holds(algorithm, key, message, signature);
  }

  private static boolean holds(
      Algorithm algorithm, MetadataKey key, byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(algorithm.signature());
      if (algorithm.parameters() != null) {
        check.setParameter(algorithm.parameters());
      }
      check.initVerify(
          KeyFactory.getInstance(algorithm.key())
              .generatePublic(new X509EncodedKeySpec(key.encoded())));
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
