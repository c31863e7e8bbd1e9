package io.platen.server.fleet.control;

import io.platen.protocol.printer.PrinterIdentity;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterMatch;
import io.platen.server.fleet.entity.PrinterMatch.Evidence;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How strongly two printers look like one. The serial number of a maker is the strongest, then the
 * hardware address, then kind and place; what a policy's mask has hidden says nothing.
 */
final class MatchScore {
  private MatchScore() {}

  static PrinterMatch of(Printer one, Printer other) {
    Set<Evidence> evidence = evidence(one, other);
    int score = evidence.stream().mapToInt(Evidence::points).sum();
    return one.id() < other.id()
        ? new PrinterMatch(score, evidence, one, other)
        : new PrinterMatch(score, evidence, other, one);
  }

  private static Set<Evidence> evidence(Printer one, Printer other) {
    Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
    PrinterIdentity first = one.identity();
    PrinterIdentity second = other.identity();
    addSerial(evidence, first, second);
    String mac = clear(first.mac());
    String otherMac = clear(second.mac());
    if (mac != null && otherMac != null) {
      evidence.add(mac.equals(otherMac) ? Evidence.MAC : Evidence.OTHER_MAC);
    }
    if (isSame(first.sysObjectId(), second.sysObjectId())
        && isSame(first.address(), second.address())) {
      evidence.add(Evidence.PLACE);
    }
    boolean bothThere = one.removed() == null && other.removed() == null;
    if (bothThere && one.device().equals(other.device())) {
      evidence.add(Evidence.SAME_DEVICE);
    }
    return evidence;
  }

  private static void addSerial(
      Set<Evidence> evidence, PrinterIdentity first, PrinterIdentity second) {
    String serial = serial(first.serial());
    String otherSerial = serial(second.serial());
    if (serial == null || otherSerial == null) {
      return;
    }
    String maker = lower(first.vendor());
    String otherMaker = lower(second.vendor());
    if (!serial.equals(otherSerial)) {
      evidence.add(Evidence.OTHER_SERIAL);
    } else if (maker == null || otherMaker == null) {
      evidence.add(Evidence.SERIAL);
    } else if (maker.equals(otherMaker)) {
      evidence.add(Evidence.SERIAL_AND_MAKER);
    }
  }

  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return clear(one) != null && Objects.equals(one, other);
  }

  /** As devices normalise it; one that is too short is chance. */
  private static @Nullable String serial(@Nullable String text) {
    String clear = clear(text);
    String key = clear == null ? "" : clear.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return key.length() < 4 ? null : key;
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.strip().toLowerCase(Locale.ROOT);
  }

  /** Masked values end in a star, or are tags that begin with a hash. */
  private static @Nullable String clear(@Nullable String text) {
    return text == null || text.isBlank() || text.contains("*") || text.startsWith("#")
        ? null
        : text;
  }
}
