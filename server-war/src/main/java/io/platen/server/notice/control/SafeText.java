package io.platen.server.notice.control;

import java.util.regex.Pattern;

/** What strangers named, made fit for one line: printers' names reach headers of mail. */
final class SafeText {
  private static final int LONGEST = 200;

  /**
   * Line ends, other controls, and marks that turn the direction of writing: RFC 5322 section 2.2
   * ends a header by CR LF.
   */
  private static final Pattern UNFIT =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

  private SafeText() {}

  static String line(String text) {
    return shortened(UNFIT.matcher(text).replaceAll(" ").strip(), LONGEST);
  }

  /** Never half of a character that takes two. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
