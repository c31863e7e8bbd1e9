package io.platen.server.release.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header Range (RFC 9110 section 14.2) for content of a known length. What is no such header
 * counts as none.
 */
sealed interface ByteRanges {
  /** More ranges than this are refused. */
  int MOST = 64;

  /** All of it. */
  record Whole() implements ByteRanges {}

  /** In the order in which they were asked for; one at the least. */
  record Parts(List<Part> list) implements ByteRanges {
    public Parts {
      list = List.copyOf(list);
    }
  }

  /** None of it is there, or too many are asked for. */
  record Unsatisfiable() implements ByteRanges {}

  /**
   * @param from the first byte
   * @param to the byte after the last
   */
  record Part(long from, long to) {
    long length() {
      return to - from;
    }
  }

  static ByteRanges of(@Nullable String header, long length) {
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
      return new Whole();
    }
    String[] texts = header.substring("bytes=".length()).split(",", MOST + 1);
    if (texts.length > MOST) {
      return new Unsatisfiable();
    }
    List<Part> parts = new ArrayList<>();
    long sum = 0;
    for (String text : texts) {
      Matcher form = Syntax.PART.matcher(text.strip());
      if (!form.matches()) {
        return new Whole();
      }
      Part part = part(form, length);
      if (part == null) {
        return new Whole();
      }
      if (part.length() > 0) {
        parts.add(part);
        sum += part.length();
      }
    }
    if (parts.isEmpty()) {
      return new Unsatisfiable();
    }
    // More than all of it is all of it.
    return sum > length ? new Whole() : new Parts(parts);
  }

  /** An empty one where nothing of it is there; null where it is no range. */
  private static @Nullable Part part(Matcher form, long length) {
    String first = form.group(1);
    String last = form.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? null : new Part(Math.max(0, length - Long.parseLong(last)), length);
    }
    long from = Long.parseLong(first);
    if (last.isEmpty()) {
      return new Part(Math.min(from, length), length);
    }
    long to = Long.parseLong(last);
    if (to < from) {
      return null;
    }
    return new Part(Math.min(from, length), Math.min(to + 1, length));
  }

  /** Kept apart, as an interface has no private constants. */
  final class Syntax {
    private static final Pattern PART = Pattern.compile("([0-9]{0,18})-([0-9]{0,18})");

    private Syntax() {}
  }
}
