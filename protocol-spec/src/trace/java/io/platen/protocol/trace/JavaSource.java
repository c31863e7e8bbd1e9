package io.platen.protocol.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The methods of a Java source. It knows only as much of the language as a formatted source needs:
 * comments, literals, brackets and the heads of types and methods.
 */
final class JavaSource {
  private static final Pattern TYPE =
      Pattern.compile(
          "\\b(?:class|interface|enum|record)\\s+(\\w+)(?:[^{]*?\\bextends\\s+(\\w+))?");
  private static final Pattern METHOD =
      Pattern.compile("(\\w+)\\s*\\(\\)\\s*(?:throws\\s+[\\w.,\\s]+)?$");

  private final String text;
  private final String code;
  private final List<Method> methods = new ArrayList<>();

  private JavaSource(String text) {
    this.text = text;
    this.code = blanked(text);
  }

  static List<Method> methods(String text) {
    JavaSource source = new JavaSource(text);
    source.members(0, source.code.length(), "", "");
    return List.copyOf(source.methods);
  }

  /**
   * @param type e.g. {@code LinkTest}, of nested types the innermost
   * @param parent the simple name of what the type extends; empty where it extends nothing
   * @param before comments above its head
   * @param head annotations, modifiers and parameters, without literals and comments
   * @param body without literals and comments
   * @param bodyText as it is written
   */
  record Method(
      String type,
      String parent,
      String name,
      String before,
      String head,
      String body,
      String bodyText,
      int line) {

    boolean isAnnotated(String annotation) {
      return Pattern.compile("@" + annotation + "\\b").matcher(head).find();
    }
  }

  /** From one bracket of a type's body to the other. */
  private void members(int from, int to, String type, String parent) {
    int start = from;
    int depth = 0;
    for (int i = from; i < to; i++) {
      char c = code.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ';' && depth == 0) {
        start = i + 1;
      } else if (c == '{' && depth == 0) {
        int close = close(i);
        member(start, i, close, type, parent);
        i = close;
        start = close + 1;
      }
    }
  }

  private void member(int start, int open, int close, String type, String parent) {
    String head = code.substring(start, open);
    String plain = withoutArguments(head);
    Matcher nested = TYPE.matcher(plain);
    if (nested.find()) {
      String extended = nested.group(2) == null ? "" : nested.group(2);
      members(open + 1, close, nested.group(1), extended);
      return;
    }
    Matcher method = METHOD.matcher(plain.strip());
    if (method.find() && !plain.contains("=")) {
      int first = start + head.length() - head.stripLeading().length();
      methods.add(
          new Method(
              type,
              parent,
              method.group(1),
              text.substring(start, first),
              head,
              code.substring(open, close),
              text.substring(open, close),
              lineOf(start + Math.max(0, head.lastIndexOf(method.group(1) + "(")))));
    }
  }

  private int lineOf(int position) {
    return 1 + (int) code.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  private int close(int open) {
    int depth = 0;
    for (int i = open; i < code.length(); i++) {
      if (code.charAt(i) == '{') {
        depth++;
      } else if (code.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "A bracket that opens in line " + lineOf(open) + " stays open");
  }

  /** What stands in round brackets left out, with the brackets kept. */
  private static String withoutArguments(String head) {
    StringBuilder plain = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < head.length(); i++) {
      char c = head.charAt(i);
      depth += c == ')' ? -1 : 0;
      if (depth == 0) {
        plain.append(c);
      }
      depth += c == '(' ? 1 : 0;
    }
    return plain.toString();
  }

  private static final Pattern LITERAL_OR_COMMENT =
      Pattern.compile(
          "(?s)\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\n])++'"
              + "|//[^\n]*+|/\\*.*?\\*/");

  static Stream<String> comments(String text) {
    return LITERAL_OR_COMMENT
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(found -> found.startsWith("/"));
  }

  /** As long as before, with spaces for what is in literals and comments. */
  private static String blanked(String text) {
    return LITERAL_OR_COMMENT
        .matcher(text)
        .replaceAll(found -> found.group().replaceAll("[^\n]", " "));
  }
}
