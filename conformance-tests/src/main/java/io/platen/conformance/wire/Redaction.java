package io.platen.conformance.wire;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes out of an exchange what a report must not pass on: header fields that log somebody in, and
 * what the schemas call a credential. Private keys never get that far.
 */
public final class Redaction {
  static final String HIDDEN = "(redacted)";

  private static final List<String> SECRET_FIELDS =
      List.of("authorization", "proxy-authorization", "cookie", "set-cookie", "www-authenticate");

  /** Also what ends like one, as authPassword does; a value that is cut off counts as well. */
  private static final String SECRET =
      "[\\w-]*(?:password|secret|token)|community|user|proof|code|activationCode";

  private static final Pattern SECRET_ATTRIBUTES =
      Pattern.compile(
          "((?<![\\w-])(?:" + SECRET + ")\\s*=\\s*)(?:\"[^\"]*(?:\"|\\z)|'[^']*(?:'|\\z))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SECRET_MEMBERS =
      Pattern.compile(
          "(\"(?:" + SECRET + ")\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+(?:\"|\\z)",
          Pattern.CASE_INSENSITIVE);

  private Redaction() {}

  /** The value of a header field. */
  public static String field(String name, String value) {
    return SECRET_FIELDS.contains(name.toLowerCase(Locale.ROOT)) ? HIDDEN : value;
  }

  /** A body of XML or JSON. */
  public static String body(String text) {
    String shown = "$1\"" + HIDDEN + "\"";
    return SECRET_MEMBERS
        .matcher(SECRET_ATTRIBUTES.matcher(text).replaceAll(shown))
        .replaceAll(shown);
  }
}
