package io.platen.server.rollout.control;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A device's place in the order of a rollout: HMAC-SHA256 of its id under the rollout's, so that
 * each rollout begins with other devices, all nodes agree, and nobody chooses to be last.
 */
public final class Phase {
  private static final String ALGORITHM = "HmacSHA256";

  private Phase() {}

  /** Its first eight bytes; their order as whole numbers is the order. */
  public static long of(UUID rollout, UUID device) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(rollout), ALGORITHM));
      return ByteBuffer.wrap(mac.doFinal(bytes(device))).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Each Java has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
