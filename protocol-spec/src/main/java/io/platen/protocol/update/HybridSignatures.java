package io.platen.protocol.update;

import java.io.IOException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** The algorithms of every JDK, and ML-DSA-65 (FIPS 204, pure, without context) by BouncyCastle. */
public final class HybridSignatures implements SignatureCheck {
  /** The token of ML-DSA-65. */
  public static final String ML_DSA_65 = "ml-dsa-65";

  private final SignatureCheck jdk = new JdkSignatures();

  @Override
  public boolean holds(MetadataKey key, byte[] message, byte[] signature) {
    return key.algorithm().equals(ML_DSA_65)
        ? mldsaHolds(key, message, signature)
        : jdk.holds(key, message, signature);
  }

  private static boolean mldsaHolds(MetadataKey key, byte[] message, byte[] signature) {
    try {
      AsymmetricKeyParameter found = PublicKeyFactory.createKey(key.encoded());
      if (!(found instanceof MLDSAPublicKeyParameters mldsa)
          || !mldsa.getParameters().equals(MLDSAParameters.ml_dsa_65)) {
        return false;
      }
      MLDSASigner check = new MLDSASigner();
      check.init(false, mldsa);
      check.update(message, 0, message.length);
      return check.verifySignature(signature);
    } catch (IOException | RuntimeException e) { // whatever BouncyCastle says of foreign bytes
      return false;
    }
  }
}
