package io.platen.conformance.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes out of an exchange what a report must not pass on. Private keys never get that far. */
final class Redaction {
  static final String HIDDEN = "(redacted)";

  private static final List<String> SECRET_FIELDS =
      List.of("authorization", "proxy-authorization", "cookie", "set-cookie", "www-authenticate");
  private static final Pattern SECRET_ATTRIBUTES =
      Pattern.compile("(\\b(?:community|password|secret|code|token)\\s*=\\s*)(\"[^\"]*\"|'[^']*')");

  private Redaction() {}

  static String field(String name, String value) {
    return SECRET_FIELDS.contains(name.toLowerCase(Locale.ROOT)) ? HIDDEN : value;
  }

  static String body(String text) {
    return SECRET_ATTRIBUTES.matcher(text).replaceAll("$1\"" + HIDDEN + "\"");
  }
}
