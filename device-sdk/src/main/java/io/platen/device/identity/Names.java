package io.platen.device.identity;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;

/** The device's id in its certificate: the subject is {@code CN=} and the id. */
public final class Names {
  private static final String PREFIX = "CN=";

  private Names() {}

  /** Empty where it names none. */
  public static Optional<UUID> id(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    try {
      UUID id = UUID.fromString(subject.startsWith(PREFIX) ? subject.substring(3) : "");
      return subject.equals(PREFIX + id) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
