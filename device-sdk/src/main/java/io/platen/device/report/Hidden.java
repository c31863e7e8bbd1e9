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

  private final List<Value> values;

  private Hidden(List<Value> values) {
    // The longest first: a host name may begin with the serial.
    this.values =
        values.stream()
            .sorted(Comparator.comparingInt((Value each) -> each.text().length()).reversed())
            .toList();
  }

  private record Value(String dataClass, String text, Pattern pattern) {
    Value(String dataClass, String text) {
      this(
          dataClass,
          text,
          Pattern.compile(text, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }
  }

  /**
   * @param isMasked by data class
   */
  static Hidden of(PrinterFacts facts, Predicate<String> isMasked) {
    List<Value> values = new ArrayList<>();
    PrinterIdentity identity = facts.identity();
    add(values, "network-address", identity.address());
    add(values, "host-name", identity.hostName());
    add(values, "host-name", identity.via());
    add(values, "serial", identity.serial());
    add(values, "asset", identity.assetNumber());
    add(values, "location", identity.location());
    if (identity.mac() != null) {
      for (String separator : List.of(":", "-", "")) {
        add(values, "hardware-address", identity.mac().replace(":", separator));
      }
    }
    for (Supply supply : facts.supplies()) {
      add(values, "cartridge-serial", supply.serial());
    }
    values.removeIf(each -> !isMasked.test(each.dataClass()));
    return values.isEmpty() ? NOTHING : new Hidden(values);
  }

  private static void add(List<Value> values, String dataClass, @Nullable String value) {
    if (value != null && value.strip().length() >= SHORTEST) {
      values.add(new Value(dataClass, value.strip()));
    }
  }

  /**
   * The text with a star in place of each hidden value; null stays null.
   *
   * @param dataClass of the text: what its own mask hides is for that mask to shorten
   */
  @Nullable String takenOutOf(String dataClass, @Nullable String text) {
    String left = text;
    for (Value value : values) {
      if (left != null && !value.dataClass().equals(dataClass)) {
        left = value.pattern().matcher(left).replaceAll(GONE);
      }
    }
    return left;
  }
}
