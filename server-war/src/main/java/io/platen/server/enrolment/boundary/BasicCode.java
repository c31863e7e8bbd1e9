package io.platen.server.enrolment.boundary;

import io.platen.protocol.enrolment.ActivationCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An activation code in HTTP Basic (RFC 7617): selector as user, secret as password. */
final class BasicCode {
  private static final String SCHEME = "basic ";
  private static final int MOST_CHARACTERS = 200;

  private BasicCode() {}

  /** Empty where there is none, or what is there cannot be one: no try is spent on that. */
  static Optional<ActivationCode> of(@Nullable String header) {
    if (header == null
        || header.length() > MOST_CHARACTERS
        || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? ActivationCode.parse(parts[0], parts[1]) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
