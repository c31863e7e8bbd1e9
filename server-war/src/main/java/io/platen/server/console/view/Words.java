package io.platen.server.console.view;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The reader's language: texts by key, and numbers, times and ages as the reader writes them. */
public final class Words {
  /** What there is a bundle for, the first where nothing fits. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  static final String BUNDLE = "io.platen.server.console.words";

  private final ResourceBundle bundle;
  private final Locale locale;
  private final ZoneId zone;
  private final Instant now;

  private Words(ResourceBundle bundle, Locale locale, ZoneId zone, Instant now) {
    this.bundle = bundle;
    this.locale = locale;
    this.zone = zone;
    this.now = now;
  }

  /**
   * Texts in the language of {@code locale}; the region only decides how dates and numbers look.
   */
  public static Words in(Locale locale, ZoneId zone, Instant now) {
    Locale wanted = Locale.forLanguageTag(locale.getLanguage());
    Locale language = LANGUAGES.contains(wanted) ? wanted : LANGUAGES.get(0);
    ResourceBundle.Control plain =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    ResourceBundle bundle =
        ResourceBundle.getBundle(BUNDLE, language, Words.class.getClassLoader(), plain);
    return new Words(bundle, locale, zone, now);
  }

  /** The text of a key, with its places filled. */
  public String t(String key, @Nullable Object... values) {
    String pattern;
    try {
      pattern = bundle.getString(key);
    } catch (MissingResourceException missing) {
      throw new IllegalArgumentException("No text has the key " + key, missing);
    }
    return new MessageFormat(pattern, locale).format(values);
  }

  /** The text of a key that may be a stranger's word, which then stands for itself. */
  public String orItself(String prefix, String word) {
    String key = prefix + word;
    return bundle.containsKey(key) ? t(key) : word;
  }

  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  public String language() {
    return bundle.getLocale().getLanguage().isEmpty() ? "en" : bundle.getLocale().getLanguage();
  }

  public Instant now() {
    return now;
  }

  public ZoneId zone() {
    return zone;
  }

  public String number(long value) {
    return NumberFormat.getIntegerInstance(locale).format(value);
  }

  /** How long ago, in one unit: "4 min", "3 d". */
  public String age(@Nullable Instant then) {
    return then == null ? t("age.never") : span(Duration.between(then, now));
  }

  /** A length of time in one unit. */
  public String span(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return t("age.seconds", seconds);
    }
    if (seconds < 3600) {
      return t("age.minutes", seconds / 60);
    }
    if (seconds < 86_400) {
      return t("age.hours", seconds / 3600);
    }
    return t("age.days", seconds / 86_400);
  }

  /** The time of day, to the second. */
  public String clock(Instant time) {
    return DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone).format(time);
  }

  /** Date and time of day, as short as the reader's country writes it. */
  public String moment(Instant time) {
    return new DateTimeFormatterBuilder()
        .appendLocalized(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .toFormatter(locale)
        .withZone(zone)
        .format(time);
  }

  /** For machines and for the hover text. */
  public String iso(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME
        .withZone(zone)
        .format(time.truncatedTo(ChronoUnit.SECONDS));
  }
}
