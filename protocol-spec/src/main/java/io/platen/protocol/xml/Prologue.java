package io.platen.protocol.xml;

import io.platen.protocol.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is looked at before a parser sees a document: its encoding, and all before its root. */
final class Prologue {
  private static final Pattern DECLARATION =
      Pattern.compile("\\A<\\?xml\\s[^?]*+\\?>", Pattern.DOTALL);
  private static final Pattern ENCODING =
      Pattern.compile("\\sencoding\\s*=\\s*[\"']([^\"']*+)[\"']");
  private static final Pattern VERSION = Pattern.compile("\\sversion\\s*=\\s*[\"']([^\"']*+)[\"']");
  private static final int[][] OTHER_STARTS = {
    {0xEF, 0xBB, 0xBF}, // UTF-8 with a byte order mark
    {0xFE, 0xFF}, // UTF-16 and UTF-32, with a mark
    {0xFF, 0xFE},
    {0x00}, // UTF-16 and UTF-32, big end first, without a mark
    {0x3C, 0x00}, // the same, little end first
    {0x2B, 0x2F, 0x76}, // UTF-7 with a mark
    {0x4C, 0x6F, 0xA7, 0x94}, // EBCDIC
  };

  private Prologue() {}

  /** The document as characters, when nothing before its root is forbidden. */
  static String check(byte[] document) throws ProtocolException {
    for (int[] start : OTHER_STARTS) {
      if (startsWith(document, start)) {
        throw notUtf8("it starts with the bytes of another encoding or with a byte order mark");
      }
    }
    int root = checkDeclaration(beforeFirstEnd(document));
    String text = decode(document);
    checkBeforeRoot(text, root);
    return text;
  }

  private static boolean startsWith(byte[] document, int[] start) {
    if (document.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((document[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** Byte by byte, for a declaration is ASCII, and says in which encoding the rest is. */
  private static String beforeFirstEnd(byte[] document) {
    int end = 0;
    while (end < document.length && document[end] != '>') {
      end++;
    }
    int length = Math.min(end + 1, document.length);
    return new String(document, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static String decode(byte[] document) throws ProtocolException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(document))
          .toString();
    } catch (CharacterCodingException e) {
      // [PLT-XML-003] overlong forms and lone surrogates come here too
      throw new ProtocolException(
          ProblemType.MALFORMED, "PLT-XML-003", "The document holds bytes that are not UTF-8");
    }
  }

  /** Where the XML declaration ends; 0 without one. */
  private static int checkDeclaration(String text) throws ProtocolException {
    Matcher declaration = DECLARATION.matcher(text);
    if (!declaration.find()) {
      return 0;
    }
    Matcher encoding = ENCODING.matcher(declaration.group());
    // [PLT-XML-002]
    if (encoding.find() && !encoding.group(1).toLowerCase(Locale.ROOT).equals("utf-8")) {
      throw notUtf8("it declares the encoding " + encoding.group(1));
    }
    Matcher version = VERSION.matcher(declaration.group());
    // [PLT-XML-001] Version 1.1 would let control characters in.
    if (version.find() && !version.group(1).equals("1.0")) {
      throw new ProtocolException(
          ProblemType.MALFORMED,
          "PLT-XML-001",
          "The document is of XML " + version.group(1) + "; documents here are of XML 1.0",
          1,
          1);
    }
    return declaration.end();
  }

  private static void checkBeforeRoot(String text, int from) throws ProtocolException {
    int at = from;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (text.startsWith("<!--", at)) {
      throw forbidden("PLT-XML-006", "A comment", text, at);
    }
    if (text.startsWith("<!", at)) {
      throw forbidden("PLT-XML-004", "A document type declaration", text, at);
    }
    // What is cut off in "<?xm" is no instruction yet; the parser says what it is.
    if (text.startsWith("<?", at)
        && !text.startsWith("<?xml ", at)
        && text.indexOf("?>", at) >= 0) {
      throw forbidden("PLT-XML-005", "A processing instruction", text, at);
    }
  }

  private static ProtocolException notUtf8(String found) {
    return new ProtocolException(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "PLT-XML-002",
        "The document is not plain UTF-8: " + found + "; send UTF-8 without a byte order mark");
  }

  private static ProtocolException forbidden(
      String requirement, String construct, String text, int at) {
    String before = text.substring(0, at);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new ProtocolException(
        ProblemType.CONSTRUCT_FORBIDDEN,
        requirement,
        construct + " is not allowed in a document of the protocol; leave it out",
        line,
        at - before.lastIndexOf('\n'));
  }
}
