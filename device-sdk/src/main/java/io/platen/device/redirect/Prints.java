package io.platen.device.redirect;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells whether settings are the same as before without keeping them. */
public final class Prints {
  private Prints() {}

  /** SHA-256 over their texts, in hexadecimal. */
  public static String of(@Nullable Object... settings) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object each : settings) {
        digest.update(String.valueOf(each).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
