package io.platen.device.printer.web.page;

import java.util.Locale;

/**
 * Goes through HTML from tag to tag, once and without building anything. What is broken is let
 * pass; what never ends ends the page.
 */
final class Markup {
  private static final int LONGEST_ENTITY = 8;

  private final String text;
  private final Listener listener;
  private int at;

  private Markup(String text, Listener listener) {
    this.text = text;
    this.listener = listener;
  }

  /** Hears what there is, in order. */
  interface Listener {
    /**
     * @param name in small letters
     * @param attributes as they stand in the tag
     */
    void open(String name, String attributes);

    void close(String name);

    /** Some text, with its entities resolved. */
    void text(String some);
  }

  static void read(String html, Listener listener) {
    new Markup(html, listener).read();
  }

  private void read() {
    while (at < text.length()) {
      int tag = text.indexOf('<', at);
      int end = tag < 0 ? text.length() : tag;
      if (end > at) {
        listener.text(resolved(text.substring(at, end)));
      }
      at = end;
      if (tag >= 0) {
        tag();
      }
    }
  }

  private void tag() {
    if (text.startsWith("<!--", at)) {
      skipTo("-->", at + 4);
      return;
    }
    int end = endOfTag();
    if (end < 0) {
      at = text.length();
      return;
    }
    boolean closing = text.startsWith("/", at + 1);
    int from = at + (closing ? 2 : 1);
    int to = from;
    while (to < end && Character.isLetterOrDigit(text.charAt(to))) {
      to++;
    }
    String name = text.substring(from, to).toLowerCase(Locale.ROOT);
    at = end + 1;
    if (closing) {
      listener.close(name);
    } else if (!name.isEmpty()) {
      listener.open(name, text.substring(to, end));
      skipCode(name);
    }
  }

  /** A quoted value of an attribute may hold what looks like an end. */
  private int endOfTag() {
    char quote = 0;
    for (int i = at + 1; i < text.length(); i++) {
      char each = text.charAt(i);
      if (quote == 0 && each == '>') {
        return i;
      }
      if (quote == 0 && (each == '"' || each == '\'')) {
        quote = each;
      } else if (each == quote) {
        quote = 0;
      }
    }
    return -1;
  }

  private void skipCode(String name) {
    if (name.equals("script") || name.equals("style")) {
      int end = at;
      while (end >= 0 && !text.regionMatches(true, end, "</" + name, 0, name.length() + 2)) {
        end = text.indexOf('<', end + 1);
      }
      at = end < 0 ? text.length() : end;
    }
  }

  private void skipTo(String mark, int from) {
    int end = text.indexOf(mark, from);
    at = end < 0 ? text.length() : end + mark.length();
  }

  private static String resolved(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder resolved = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = text.charAt(at) == '&' ? endOfEntity(text, at) : -1;
      if (end > at) {
        resolved.append(entity(text.substring(at + 1, end)));
        at = end + 1;
      } else {
        resolved.append(text.charAt(at++));
      }
    }
    return resolved.toString();
  }

  /** Not far from its beginning, else -1: a search to the end for each would take hours. */
  private static int endOfEntity(String text, int from) {
    int last = Math.min(text.length() - 1, from + LONGEST_ENTITY + 1);
    for (int end = from + 1; end <= last; end++) {
      if (text.charAt(end) == ';') {
        return end;
      }
    }
    return -1;
  }

  private static String entity(String name) {
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      case "nbsp" -> " ";
      default -> name.startsWith("#") ? numbered(name.substring(1)) : "&" + name + ";";
    };
  }

  private static String numbered(String number) {
    boolean hex = number.startsWith("x") || number.startsWith("X");
    try {
      int point = hex ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number);
      boolean real =
          Character.isValidCodePoint(point)
              && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
      return real ? Character.toString(point) : "";
    } catch (NumberFormatException e) {
      return "";
    }
  }
}
