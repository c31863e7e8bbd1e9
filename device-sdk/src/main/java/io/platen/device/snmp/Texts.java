package io.platen.device.snmp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Makes text of what printers send: strict UTF-8, else the character set that the printer declares,
 * else Latin-1; without padding and control characters, and never too long.
 */
public final class Texts {
  /** Schema type ShortText. */
  public static final int SHORT = 255;

  /** Schema type Text. */
  public static final int LONG = 1024;

  private static final long HP_ROMAN8 = 2004;
  private static final long UTF_16BE = 1013;
  private static final long UTF_16 = 1015;

  /** IANA MIBenum to the name in Java. A runtime may leave out some of them. */
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(3L, "US-ASCII"),
          Map.entry(4L, "ISO-8859-1"),
          Map.entry(5L, "ISO-8859-2"),
          Map.entry(8L, "ISO-8859-5"),
          Map.entry(10L, "ISO-8859-7"),
          Map.entry(12L, "ISO-8859-9"),
          Map.entry(17L, "Shift_JIS"),
          Map.entry(18L, "EUC-JP"),
          Map.entry(38L, "EUC-KR"),
          Map.entry(111L, "ISO-8859-15"),
          Map.entry(113L, "GBK"),
          Map.entry(UTF_16BE, "UTF-16BE"),
          Map.entry(UTF_16, "UTF-16"),
          Map.entry(2009L, "IBM850"),
          Map.entry(2011L, "IBM437"),
          Map.entry(2024L, "windows-31j"),
          Map.entry(2025L, "GB2312"),
          Map.entry(2026L, "Big5"),
          Map.entry(2250L, "windows-1250"),
          Map.entry(2251L, "windows-1251"),
          Map.entry(2252L, "windows-1252"));

  private static final Pattern HEX_PAIRS =
      Pattern.compile("(?:[0-9A-Fa-f]{2} ){3,}[0-9A-Fa-f]{2} ?");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

  private final OptionalLong declared;

  /**
   * @param declared prtLocalizationCharacterSet of the current localization
   */
  public Texts(OptionalLong declared) {
    this.declared = declared;
  }

  /** Whether bytes that look like text are not UTF-8. */
  public static boolean isForeign(byte[] bytes) {
    byte[] text = untilNul(bytes);
    return text.length > 0
        && (text[0] & 0xff) >= ' '
        && decode(text, StandardCharsets.UTF_8).isEmpty();
  }

  /** Nothing where nothing readable is left. */
  public Optional<String> read(byte[] bytes, int longest) {
    String text = clean(unhex(decode(bytes)));
    return text.isEmpty() ? Optional.empty() : Optional.of(cut(text, longest));
  }

  /** A text from elsewhere, as it is put into a report; empty where nothing readable is left. */
  public static String readable(String text, int longest) {
    return cut(clean(text), longest);
  }

  private String decode(byte[] bytes) {
    long set = declared.orElse(0);
    if (set == UTF_16 || set == UTF_16BE) {
      Optional<String> wide = decode(bytes, StandardCharsets.UTF_16BE);
      if (wide.isPresent() && bytes.length > 1 && bytes[0] == 0) {
        return wide.get();
      }
    }
    byte[] narrow = untilNul(bytes);
    return decode(narrow, StandardCharsets.UTF_8)
        .or(() -> asDeclared(narrow))
        .orElseGet(() -> new String(narrow, StandardCharsets.ISO_8859_1));
  }

  private Optional<String> asDeclared(byte[] bytes) {
    if (declared.isPresent() && declared.getAsLong() == HP_ROMAN8) {
      return Optional.of(HpRoman8.decode(bytes));
    }
    String name = declared.isPresent() ? NAMES.get(declared.getAsLong()) : null;
    return name != null && Charset.isSupported(name)
        ? decode(bytes, Charset.forName(name))
        : Optional.empty();
  }

  private static Optional<String> decode(byte[] bytes, Charset set) {
    try {
      return Optional.of(
          set.newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] untilNul(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return Arrays.copyOf(bytes, i);
      }
    }
    return bytes;
  }

  /** Some agents send the digits of the bytes instead of the bytes. */
  private static String unhex(String text) {
    if (!HEX_PAIRS.matcher(text).matches()) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (String pair : text.trim().split(" ", -1)) {
      plain.append((char) Integer.parseInt(pair, 16));
    }
    String readable = plain.toString().replaceAll("\u0000+$", "");
    return PRINTABLE.matcher(readable).matches() ? readable : text;
  }

  /** Control characters part words; what XML cannot carry goes too. */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .filter(c -> c != 0xFFFE && c != 0xFFFF && !isSurrogate(c))
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end).strip();
  }
}
