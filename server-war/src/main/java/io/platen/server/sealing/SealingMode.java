package io.platen.server.sealing;

import java.util.Locale;

/** What devices are asked for, by the configuration key {@code platen.sealing}. */
public enum SealingMode {
  /** No sealing key is named; every report comes unsealed. */
  OFF,
  /** Devices that can seal do; unsealed reports are taken too. */
  OFFERED,
  /** Unsealed reports are refused. */
  REQUIRED;

  static SealingMode of(String text) {
    return valueOf(text.strip().toUpperCase(Locale.ROOT));
  }
}
