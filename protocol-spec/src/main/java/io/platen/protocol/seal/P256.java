package io.platen.protocol.seal;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Keys on the curve P-256 (FIPS 186-5, SEC 1). */
final class P256 {
  static final String NAME = "secp256r1";
  private static final int COORDINATE = 32;
  private static final byte UNCOMPRESSED = 4;
  private static final ECParameterSpec CURVE = curve();
  private static final BigInteger P = ((ECFieldFp) CURVE.getCurve().getField()).getP();

  private P256() {}

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(NAME));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has P-256", e);
    }
  }

  /** Whether a key, public or private, is on this curve. */
  static boolean isOnCurve(Key key) {
    return key instanceof ECKey ec && ec.getParams().getOrder().equals(CURVE.getOrder());
  }

  static KeyPair newPair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(NAME), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has P-256", e);
    }
  }

  /** SEC 1 section 2.3.3: the uncompressed form. */
  static byte[] bytes(PublicKey key) {
    ECPoint point = ((ECPublicKey) key).getW();
    byte[] bytes = new byte[1 + 2 * COORDINATE];
    bytes[0] = UNCOMPRESSED;
    put(point.getAffineX(), bytes, 1);
    put(point.getAffineY(), bytes, 1 + COORDINATE);
    return bytes;
  }

  private static void put(BigInteger coordinate, byte[] bytes, int offset) {
    byte[] magnitude = coordinate.toByteArray();
    int length = Math.min(magnitude.length, COORDINATE);
    System.arraycopy(
        magnitude, magnitude.length - length, bytes, offset + COORDINATE - length, length);
  }

  /**
   * SEC 1 section 2.3.4, with the check that the point is on the curve: another one would make the
   * server's key known bit by bit.
   *
   * @throws GeneralSecurityException when it is no point in uncompressed form on the curve
   */
  static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
    if (bytes.length != 1 + 2 * COORDINATE || bytes[0] != UNCOMPRESSED) {
      throw new GeneralSecurityException("no uncompressed point");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + COORDINATE));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 1 + COORDINATE, bytes.length));
    if (!isOnCurve(x, y)) {
      throw new GeneralSecurityException("the point is not on the curve");
    }
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
  }

  private static boolean isOnCurve(BigInteger x, BigInteger y) {
    BigInteger a = CURVE.getCurve().getA();
    BigInteger b = CURVE.getCurve().getB();
    BigInteger right = x.multiply(x).add(a).multiply(x).add(b).mod(P);
    return x.compareTo(P) < 0 && y.compareTo(P) < 0 && y.multiply(y).mod(P).equals(right);
  }
}
