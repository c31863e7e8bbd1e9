package io.platen.conformance.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The schemas of the files that a vendor writes. */
public final class ClaimSchemas {
  static final String ICS = "ics.xsd";
  static final String IXIT = "ixit.xsd";

  private ClaimSchemas() {}

  /** Empty where there is none of that name. */
  public static Optional<String> text(String name) {
    if (!List.of(ICS, IXIT).contains(name)) {
      return Optional.empty();
    }
    try (InputStream in = open(name)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the jar", e);
    }
  }

  static InputStream open(String name) {
    return Objects.requireNonNull(ClaimSchemas.class.getResourceAsStream(name), name);
  }
}
