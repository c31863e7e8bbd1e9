package io.platen.device.printer.web.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text (RFC 8259): an object has members, an array has items, and anything else
 * has a text: numbers and the words true and false as they are written.
 *
 * @param text null for an object, an array, and null
 */
record Json(Map<String, Json> members, List<Json> items, @Nullable String text) {
  private static final Json NOTHING = new Json(Map.of(), List.of(), null);

  /** The value; nothing where it is not JSON, goes too deep or has too many values. */
  static Optional<Json> read(String text) {
    try {
      return Optional.of(new Reader(text).document());
    } catch (NotJsonException e) {
      return Optional.empty();
    }
  }

  /** A member of a member and so on. */
  Optional<Json> at(String... path) {
    Json value = this;
    for (String name : path) {
      value = value.members.get(name);
      if (value == null) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  /** Of a member. */
  Optional<String> text(String... path) {
    return at(path).map(Json::text);
  }

  private static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    NotJsonException() {
      super("Not JSON", null, false, false);
    }
  }

  private static final class Reader {
    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 50_000;
    private static final String WORD = "+-.";

    private final String text;
    private int at;
    private int depth;
    private int values;

    Reader(String text) {
      this.text = text;
    }

    Json document() throws NotJsonException {
      Json value = value();
      skipSpace();
      if (at < text.length()) {
        throw new NotJsonException();
      }
      return value;
    }

    private Json value() throws NotJsonException {
      skipSpace();
      if (depth > DEEPEST || ++values > MOST_VALUES) {
        throw new NotJsonException();
      }
      return switch (peek()) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> new Json(Map.of(), List.of(), string());
        default -> word();
      };
    }

    private Json object() throws NotJsonException {
      Map<String, Json> members = new LinkedHashMap<>();
      boolean more = opens('}');
      while (more) {
        skipSpace();
        String name = string();
        expect(':');
        members.putIfAbsent(name, value());
        more = continues('}');
      }
      return new Json(members, List.of(), null);
    }

    private Json array() throws NotJsonException {
      List<Json> items = new ArrayList<>();
      boolean more = opens(']');
      while (more) {
        items.add(value());
        more = continues(']');
      }
      return new Json(Map.of(), items, null);
    }

    private boolean opens(char end) throws NotJsonException {
      at++;
      depth++;
      skipSpace();
      return !ends(end);
    }

    private boolean continues(char end) throws NotJsonException {
      skipSpace();
      if (ends(end)) {
        return false;
      }
      expect(',');
      return true;
    }

    private boolean ends(char end) throws NotJsonException {
      if (peek() != end) {
        return false;
      }
      at++;
      depth--;
      return true;
    }

    private void expect(char wanted) throws NotJsonException {
      skipSpace();
      if (peek() != wanted) {
        throw new NotJsonException();
      }
      at++;
    }

    private char peek() throws NotJsonException {
      if (at >= text.length()) {
        throw new NotJsonException();
      }
      return text.charAt(at);
    }

    private void skipSpace() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private Json word() throws NotJsonException {
      int from = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || WORD.indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
      String word = text.substring(from, at);
      boolean real =
          word.equals("true")
              || word.equals("false")
              || word.matches("-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?([eE][+-]?\\d{1,3})?");
      if (!real && !word.equals("null")) {
        throw new NotJsonException();
      }
      return real ? new Json(Map.of(), List.of(), word) : NOTHING;
    }

    private String string() throws NotJsonException {
      expect('"');
      StringBuilder string = new StringBuilder();
      while (peek() != '"') {
        char each = text.charAt(at++);
        if (each < ' ') {
          throw new NotJsonException();
        }
        string.append(each == '\\' ? escaped() : each);
      }
      at++;
      return string.toString();
    }

    private char escaped() throws NotJsonException {
      char kind = peek();
      at++;
      return switch (kind) {
        case '"', '\\', '/' -> kind;
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'u' -> unit();
        default -> throw new NotJsonException();
      };
    }

    private char unit() throws NotJsonException {
      int end = at + 4;
      if (end > text.length()) {
        throw new NotJsonException();
      }
      int unit = 0;
      for (; at < end; at++) {
        int digit = Character.digit(text.charAt(at), 16);
        if (digit < 0) {
          throw new NotJsonException();
        }
        unit = unit * 16 + digit;
      }
      return (char) unit;
    }
  }
}
