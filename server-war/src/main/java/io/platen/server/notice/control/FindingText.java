package io.platen.server.notice.control;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Item;
import io.platen.server.notice.entity.Template;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What was found, in sentences of one language. */
public final class FindingText {
  private static final String BUNDLE = "io.platen.server.notice.notices";

  private final ResourceBundle bundle;
  private final Locale locale;

  private FindingText(ResourceBundle bundle, Locale locale) {
    this.bundle = bundle;
    this.locale = locale;
  }

  /** English where there are no words of that language. */
  public static FindingText in(String language) {
    Locale locale = Locale.forLanguageTag(language);
    return new FindingText(
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            FindingText.class.getClassLoader(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
        locale);
  }

  /** Texts of notices; only what we wrote ourselves is a pattern. */
  String t(String key, Object... values) {
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  public String sentence(Template template, List<String> detail) {
    return SafeText.line(
        t("found." + template.token(), detail.stream().map(SafeText::line).toArray()));
  }

  String sentence(Finding finding) {
    return sentence(finding.template(), finding.condition().detail());
  }

  String severity(Severity severity) {
    return t("severity." + severity.name().toLowerCase(Locale.ROOT));
  }

  /** How urgent, or that it is over. */
  String head(Item item) {
    return item.kind() == Item.Kind.RESOLVED ? t("resolved") : severity(item.finding().severity());
  }

  /** A receiver's zone is not known: UTC, to the minute. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES)
        .toString()
        .replace('T', ' ')
        .replace(":00Z", " UTC");
  }
}
