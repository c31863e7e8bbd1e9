package io.platen.protocol.codec;

import java.util.Locale;

/** Names of enum constants on the wire: lower case, with hyphens. */
final class Names {
  private Names() {}

  static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E constant(Class<E> type, String wire) {
    return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
