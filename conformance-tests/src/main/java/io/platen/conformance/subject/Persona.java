package io.platen.conformance.subject;

import java.util.Locale;

/** The certificates that a configuration names: {@code <name>.certificate}, {@code <name>.key}. */
public enum Persona {
  /** Of the device {@code device.id}, which is active. */
  VALID,
  /** By the right authority, past its end. */
  EXPIRED,
  /** By an authority that the server does not know. */
  FOREIGN,
  /** Of the device {@code revoked.device.id}, which the server has deactivated. */
  REVOKED,
  /** By the right authority, of a device that the server has no record of. */
  UNKNOWN;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
