package io.platen.protocol.registry;

import java.util.HashMap;
import java.util.Map;

/** The tokens of one registry by their number. */
final class Tokens {
  private final Registry registry;
  private final Map<Integer, String> byNumber = new HashMap<>();

  Tokens(Registry registry) {
    this.registry = registry;
    for (Registry.Entry entry : registry.entries()) {
      Integer number = entry.number();
      if (number != null) {
        byNumber.put(number, entry.token());
      }
    }
  }

  Registry registry() {
    return registry;
  }

  /** A number that is not registered stays in its token, e.g. {@code other-4711}. */
  String token(int number) {
    String token = byNumber.get(number);
    return token != null ? token : "other-" + Integer.toUnsignedString(number);
  }
}
