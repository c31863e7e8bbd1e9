package io.platen.reference.simulation;

import io.platen.device.port.Keys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A device whose key and certificate come from files: made once for all runs, since most of them
 * are about something else.
 */
record GivenKeys(UUID device, Keys.Material material) implements Keys {
  static final int MANY = 64;

  private static final Map<Integer, GivenKeys> MADE = new ConcurrentHashMap<>();

  /** One of {@value #MANY}. */
  static GivenKeys of(int number) {
    return MADE.computeIfAbsent(number % MANY, GivenKeys::made);
  }

  private static GivenKeys made(int number) {
    Draw draw = new Draw(1_000L + number);
    UUID id = new UUID(draw.nextLong(), draw.nextLong());
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), draw);
      KeyPair keys = generator.generateKeyPair();
      X509Certificate certificate =
          Authority.ONE.issue(
              id.toString(),
              keys.getPublic(),
              Instant.parse("2026-01-01T00:00:00Z"),
              Duration.ofDays(3650),
              draw,
              KeyPurposeId.id_kp_clientAuth);
      return new GivenKeys(
          id,
          new Keys.Material(
              keys.getPrivate(), List.of(certificate), List.of(Authority.ONE.certificate())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Keys.Material load() {
    return material;
  }
}
