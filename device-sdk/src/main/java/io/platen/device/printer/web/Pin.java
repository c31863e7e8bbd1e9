package io.platen.device.printer.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A certificate that a printer showed.
 *
 * @param fingerprint SHA-256 of it, as browsers and openssl show it: {@code 3F:09:…}
 * @param since when it was shown first
 */
public record Pin(String fingerprint, Instant since) {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();
  private static final Pattern FORM = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31}");

  public Pin {
    if (!FORM.matcher(fingerprint).matches()) {
      throw new IllegalArgumentException("Not a SHA-256 fingerprint: " + fingerprint);
    }
  }

  static Pin of(Certificate certificate, Instant since) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return new Pin(COLONS.formatHex(digest), since);
  }

  boolean isOfTheSame(Pin other) {
    return fingerprint.equals(other.fingerprint);
  }
}
