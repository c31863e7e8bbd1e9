package io.platen.device.printer.web.page;

import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures as pages write them. */
final class Numbers {
  private static final Pattern COUNT = Pattern.compile("\\d{1,15}");

  /** Hundredths are cut off: nobody's toner is known so well. */
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})(?:[.,]\\d{1,4})?\\s*%?");

  private static final long WHOLE = 100;

  private Numbers() {}

  /** Digits and nothing else. */
  static OptionalLong count(String text) {
    String stripped = text.strip();
    return COUNT.matcher(stripped).matches()
        ? OptionalLong.of(Long.parseLong(stripped))
        : OptionalLong.empty();
  }

  /** Of what is left: 0 to 100. */
  static Optional<SupplyLevel> percent(String text) {
    Matcher percent = PERCENT.matcher(text.strip());
    return percent.matches() && Long.parseLong(percent.group(1)) <= WHOLE
        ? Optional.of(new Measured(Long.parseLong(percent.group(1)), WHOLE, Measured.PERCENT))
        : Optional.empty();
  }
}
