package io.platen.server.notice.control;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a webhook's notices: HMAC-SHA-256 (RFC 2104) over the time, a dot, and the body. */
public final class WebhookKey {
  /** Begins each key, so that scanners of leaked secrets know it. */
  public static final String PREFIX = "pltw_";

  private static final int BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  public WebhookKey(byte[] key) {
    this.key = key.clone();
  }

  public static WebhookKey random(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new WebhookKey(key);
  }

  byte[] bytes() {
    return key.clone();
  }

  /** As its receiver is given it, once; the key of the HMAC is this text in ASCII. */
  public String text() {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /**
   * @param seconds since 1970, as in the header beside the signature
   */
  String sign(long seconds, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(text().getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "a webhook's key";
  }
}
