package io.platen.server.enrolment.control;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dotted addresses as numbers, without asking a name server. */
final class Ipv4 {
  // No leading zeros: some programs read 010 as 8.
  private static final String PART = "(0|[1-9][0-9]{0,2})";
  private static final Pattern ADDRESS =
      Pattern.compile(PART + "\\." + PART + "\\." + PART + "\\." + PART);

  private Ipv4() {}

  static long parse(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no IPv4 address");
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int part = Integer.parseInt(matcher.group(i));
      if (part > 255) {
        throw new IllegalArgumentException("'" + text + "' has a part above 255");
      }
      address = address << 8 | part;
    }
    return address;
  }

  static String text(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
