package io.platen.device.report;

import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.Supply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of one printer that masks hide, to be taken out of its texts: printers write their
 * serial into their description, and people write the host name on the panel. [PLT-PRV-001]
 */
final class Hidden {
  static final Hidden NOTHING = new Hidden(List.of());

  /** Shorter ones stand in other words by chance. */
  private static final int SHORTEST = 4;

  private static final String GONE = "*";

  private final List<Pattern> values;

  private Hidden(List<String> values) {
    // The longest first: a host name may begin with the serial.
    this.values =
        values.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Hidden::pattern)
            .toList();
  }

  private static Pattern pattern(String value) {
    return Pattern.compile(
        value, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /**
   * @param isMasked by data class
   */
  static Hidden of(PrinterFacts facts, Predicate<String> isMasked) {
    List<String> values = new ArrayList<>();
    PrinterIdentity identity = facts.identity();
    add(values, isMasked.test("network-address"), identity.address());
    add(values, isMasked.test("host-name"), identity.hostName());
    add(values, isMasked.test("host-name"), identity.via());
    add(values, isMasked.test("serial"), identity.serial());
    add(values, isMasked.test("asset"), identity.assetNumber());
    add(values, isMasked.test("location"), identity.location());
    if (identity.mac() != null) {
      for (String separator : List.of(":", "-", "")) {
        String written = identity.mac().replace(":", separator);
        add(values, isMasked.test("hardware-address"), written);
      }
    }
    for (Supply supply : facts.supplies()) {
      add(values, isMasked.test("cartridge-serial"), supply.serial());
    }
    return values.isEmpty() ? NOTHING : new Hidden(values);
  }

  private static void add(List<String> values, boolean masked, @Nullable String value) {
    if (masked && value != null && value.strip().length() >= SHORTEST) {
      values.add(value.strip());
    }
  }

  /** The text with a star in place of each hidden value; null stays null. */
  @Nullable String takenOutOf(@Nullable String text) {
    String left = text;
    for (Pattern value : values) {
      left = left == null ? null : value.matcher(left).replaceAll(GONE);
    }
    return left;
  }
}
