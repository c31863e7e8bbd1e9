package io.platen.server.heartbeat;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of zones as an operator writes them. */
final class Zones {
  private static final int LONGEST = 200;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Zones() {}

  /**
   * In lower case, without a dot at its end.
   *
   * @throws IllegalArgumentException when no zone has such a name, or it is too long for heartbeats
   */
  static String normal(String typed) {
    String lower = typed.strip().toLowerCase(Locale.ROOT);
    String zone = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    boolean formed = zone.length() <= LONGEST;
    for (String label : zone.split("\\.", -1)) {
      formed &= LABEL.matcher(label).matches();
    }
    if (!formed) {
      throw new IllegalArgumentException(
          "platen.heartbeat.zone is '"
              + typed
              + "'; expected a domain name such as hb.example.org");
    }
    return zone;
  }
}
