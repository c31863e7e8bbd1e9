package io.platen.device.identity;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** When a certificate is renewed. [PLT-ENR-048] */
public final class RenewalTime {
  private static final int SPREAD = 10;
  private static final long FRACTIONS = 1 << 16;

  private RenewalTime() {}

  /**
   * After two thirds of its time, and a part of the device's own of a tenth.
   *
   * @param tag hexadecimal, the device's own and always the same
   */
  public static Instant of(X509Certificate certificate, String tag) {
    Instant from = certificate.getNotBefore().toInstant();
    Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
    long own = Long.parseLong(tag.substring(0, 4), 16);
    return from.plus(life.multipliedBy(2).dividedBy(3))
        .plus(life.dividedBy(SPREAD).multipliedBy(own).dividedBy(FRACTIONS));
  }
}
