package io.platen.protocol.heartbeat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a device's heartbeats are made and checked with. Two keys come from the secret by HKDF with
 * SHA-256 (RFC 5869): one for the ids, which tell nobody else that two names are of one device, one
 * for the tags of names and answers. [PLT-HBT-003]
 */
public final class HeartbeatKeys {
  /** Bytes of the secret that a sync document brings. */
  public static final int SECRET_BYTES = 32;

  /** Heartbeats in a row that have one id. */
  public static final int PERIOD = 64;

  /** The largest counter. */
  public static final long LAST = (1L << 40) - 1;

  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int TAG_BYTES = 10;

  private final byte[] idKey;
  private final byte[] tagKey;

  private HeartbeatKeys(byte[] idKey, byte[] tagKey) {
    this.idKey = idKey;
    this.tagKey = tagKey;
  }

  /**
   * @param secret of {@value #SECRET_BYTES} bytes
   * @throws IllegalArgumentException when it is shorter or longer
   */
  public static HeartbeatKeys of(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException(
          "A secret has " + SECRET_BYTES + " bytes, not " + secret.length);
    }
    byte[] extracted = hmac(new byte[KEY_BYTES], secret); // RFC 5869 2.2, without a salt
    byte[] info = "platen heartbeat".getBytes(StandardCharsets.US_ASCII);
    byte[] first = hmac(extracted, joined(info, new byte[] {1})); // 2.3
    byte[] second = hmac(extracted, joined(first, info, new byte[] {2}));
    return new HeartbeatKeys(first, second);
  }

  /** The first label of all names with counters from {@code period * PERIOD} on. */
  public String id(long period) {
    return label(hmac(idKey, number(period)));
  }

  /** Which id a counter has. */
  public static long period(long counter) {
    return counter / PERIOD;
  }

  /** The name to ask for, without a dot at its end. */
  public HeartbeatName name(long counter, String zone) {
    return new HeartbeatName(
        id(period(counter)), (int) (counter % PERIOD), tag(counter, zone), zone);
  }

  /** The tag of a heartbeat: the third label of its name. */
  public String tag(long counter, String zone) {
    return label(hmac(tagKey, text("query"), number(counter), text(lower(zone))));
  }

  /** The text that answers the heartbeat with this counter. */
  public String answer(long counter, HeartbeatAnswer answer) {
    return answer.words() + " " + answerTag(counter, answer.words());
  }

  String answerTag(long counter, String words) {
    return label(hmac(tagKey, text("answer"), number(counter), text(words)));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Ended by a zero, so that no two lists of parts are the same bytes. */
  private static byte[] text(String text) {
    return joined(text.getBytes(StandardCharsets.US_ASCII), new byte[1]);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  private static String label(byte[] hash) {
    return Base32.of(Arrays.copyOf(hash, TAG_BYTES));
  }

  private static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer joined = ByteBuffer.allocate(length);
    Arrays.stream(parts).forEach(joined::put);
    return joined.array();
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      Arrays.stream(parts).forEach(mac::update);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }
}
