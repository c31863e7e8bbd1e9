package io.platen.protocol.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The code that a local agent shows and a person types at the device: 80 random bits as 16 symbols
 * of Crockford's Base32, {@code XXXX-XXXX-XXXX-XXXX}. Both sides prove that they know it, over the
 * certificates that each sees: who stands between them shows others. So many bits cannot be guessed
 * from a proof afterwards. [PLT-LPA-005] [PLT-LPA-006]
 */
public final class PairingCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{16}");
  private static final int SYMBOLS = 16;
  private static final int GROUP = 4;
  private static final String HMAC = "HmacSHA256";

  private final String symbols;

  private PairingCode(String symbols) {
    this.symbols = symbols;
  }

  /** A new one. */
  public static PairingCode draw(SecureRandom random) {
    StringBuilder symbols = new StringBuilder();
    for (int i = 0; i < SYMBOLS; i++) {
      symbols.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new PairingCode(symbols.toString());
  }

  /** What somebody typed; dashes, blanks and case do not count, O is 0, I and L are 1. */
  public static Optional<PairingCode> parse(String typed) {
    String folded =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return FORM.matcher(folded).matches() ? Optional.of(new PairingCode(folded)) : Optional.empty();
  }

  /** As it is shown. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SYMBOLS; i += GROUP) {
      text.append(i == 0 ? "" : "-").append(symbols, i, i + GROUP);
    }
    return text.toString();
  }

  /** Who proves something. */
  public enum Side {
    AGENT,
    DEVICE
  }

  /**
   * HMAC-SHA-256 with the symbols as key, of {@code platen pairing}, a zero byte, {@code agent} or
   * {@code device}, a zero byte, and the SHA-256 of the agent's and of the device's certificate.
   */
  public Proof proof(Side side, X509Certificate agent, X509Certificate device) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(symbols.getBytes(StandardCharsets.US_ASCII), HMAC));
      String words = "platen pairing\0" + side.name().toLowerCase(Locale.ROOT) + "\0";
      mac.update(words.getBytes(StandardCharsets.US_ASCII));
      mac.update(digest(agent));
      mac.update(digest(device));
      return new Proof(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }

  /** What a certificate is known by: SHA-256, lower case hexadecimal. */
  public static String print(X509Certificate certificate) {
    return HexFormat.of().formatHex(digest(certificate));
  }

  private static byte[] digest(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("A certificate that was read cannot be written", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Not the code. */
  @Override
  public String toString() {
    return "PairingCode";
  }
}
