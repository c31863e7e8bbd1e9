package io.platen.protocol.update;

import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

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
      SubjectPublicKeyInfo found = SubjectPublicKeyInfo.getInstance(key.encoded());
      if (!found.getAlgorithm().getAlgorithm().equals(NISTObjectIdentifiers.id_ml_dsa_65)) {
        return false;
      }
      // Not by PublicKeyFactory: it needs algorithms that servers and devices leave out.
      MLDSAPublicKeyParameters mldsa =
          new MLDSAPublicKeyParameters(
              MLDSAParameters.ml_dsa_65, found.getPublicKeyData().getOctets());
      MLDSASigner check = new MLDSASigner();
      check.init(false, mldsa);
      check.update(message, 0, message.length);
      return check.verifySignature(signature);
    } catch (RuntimeException e) { // whatever BouncyCastle says of foreign bytes
      return false;
    }
  }
}
