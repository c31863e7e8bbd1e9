package io.platen.protocol.update;

/** Patterns of delegated paths: {@code *} is any text without a slash, {@code ?} one character. */
final class PathPattern {
  private PathPattern() {}

  /** In time that grows with the product of the two lengths, whatever the pattern. */
  static boolean matches(String pattern, String path) {
    int at = 0;
    int star = -1;
    int afterStar = 0;
    int i = 0;
    while (i < path.length()) {
      if (at < pattern.length() && fits(pattern.charAt(at), path.charAt(i))) {
        at++;
        i++;
      } else if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        afterStar = i;
      } else if (star >= 0 && path.charAt(afterStar) != '/') {
        // The last star takes one character more.
        at = star + 1;
        i = ++afterStar;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  private static boolean fits(char pattern, char character) {
    return pattern != '*' && (pattern == character || (pattern == '?' && character != '/'));
  }
}
