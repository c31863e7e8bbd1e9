package io.platen.protocol.trace;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** One line of a file that can name requirements. */
record Line(String file, int number, String text) {
  private static final Pattern ID = Pattern.compile("(?<![A-Z0-9-])PLT-[A-Z]{3}-[0-9]{3}(?![0-9])");

  String place() {
    return file + ":" + number;
  }

  /** The ids that it names, in their order. */
  List<String> ids() {
    return ids(text);
  }

  static List<String> ids(String text) {
    return ID.matcher(text).results().map(MatchResult::group).toList();
  }
}
