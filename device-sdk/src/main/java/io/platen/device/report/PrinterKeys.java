package io.platen.device.report;

import io.platen.device.identity.LocalKey;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.sync.Policy.MaskKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each printer its key: the serial where it has a plausible one, else the MAC, else where it
 * answers. A key that would tell what a mask hides is a keyed tag of it instead. PLT-RPT-030.
 */
final class PrinterKeys {
  private static final int SHORTEST_SERIAL = 4;
  private static final int LONGEST_SERIAL = 64;

  /** What makers ship where the factory forgot to write a serial. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "UNKNOWN",
          "NONE",
          "NULL",
          "NA",
          "SERIAL",
          "SERIALNUMBER",
          "DEFAULT",
          "NOTSET",
          "1234",
          "12345",
          "123456",
          "1234567",
          "12345678",
          "123456789",
          "1234567890");

  private final LocalKey localKey;
  private final Map<String, MaskKind> masks;

  PrinterKeys(LocalKey localKey, Map<String, MaskKind> masks) {
    this.localKey = localKey;
    this.masks = masks;
  }

  /**
   * The keys of all that answered, each printer once. Two that claim one serial and have different
   * MACs are two printers; with one MAC, or none, they are one that was reached twice.
   */
  Map<String, PrinterSnapshot> assign(List<PrinterSnapshot> snapshots) {
    Map<String, PrinterSnapshot> keyed = new LinkedHashMap<>();
    for (PrinterSnapshot snapshot : snapshots) {
      snapshot.facts().ifPresent(facts -> assign(keyed, snapshot, facts));
    }
    return keyed;
  }

  private void assign(
      Map<String, PrinterSnapshot> keyed, PrinterSnapshot snapshot, PrinterFacts facts) {
    PrinterSnapshot earlier = keyed.putIfAbsent(key(snapshot, facts), snapshot);
    if (earlier == null) {
      return;
    }
    String mac = mac(facts.identity());
    String earlierMac = earlier.facts().map(each -> mac(each.identity())).orElse(null);
    if (mac != null && earlierMac != null && !mac.equals(earlierMac)) {
      keyed.putIfAbsent(byMac(mac), snapshot);
    }
  }

  String key(PrinterSnapshot snapshot, PrinterFacts facts) {
    String serial = serial(facts.identity());
    if (serial != null) {
      return hides("serial") ? "sn-" + localKey.tag(serial) : "sn-" + serial;
    }
    String mac = mac(facts.identity());
    return mac != null ? byMac(mac) : byTarget(snapshot);
  }

  private String byMac(String mac) {
    return hides("hardware-address") ? "mac-" + localKey.tag(mac) : "mac-" + mac;
  }

  /** Several printers may answer at one address and port, by who asks: all three make the key. */
  private String byTarget(PrinterSnapshot snapshot) {
    var target = snapshot.target();
    return "at-"
        + localKey.tag(
            target.address().getAddress().getHostAddress()
                + " "
                + target.address().getPort()
                + " "
                + target.access().asker());
  }

  private boolean hides(String dataClass) {
    return masks.getOrDefault(dataClass, MaskKind.NONE) != MaskKind.NONE;
  }

  /** Upper case letters and digits only; null where it cannot tell one printer from another. */
  static @Nullable String serial(PrinterIdentity identity) {
    if (identity.serial() == null) {
      return null;
    }
    String normal = identity.serial().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    boolean oneCharacter = normal.chars().distinct().count() < 2;
    return normal.length() < SHORTEST_SERIAL
            || normal.length() > LONGEST_SERIAL
            || oneCharacter
            || PLACEHOLDERS.contains(normal)
        ? null
        : normal;
  }

  /** Twelve hexadecimal digits; null where there is none, or all are zero or ones. */
  static @Nullable String mac(PrinterIdentity identity) {
    if (identity.mac() == null) {
      return null;
    }
    String normal = identity.mac().toLowerCase(Locale.ROOT).replaceAll("[^0-9a-f]", "");
    return normal.length() != 12 || normal.matches("0{12}|f{12}") ? null : normal;
  }
}
