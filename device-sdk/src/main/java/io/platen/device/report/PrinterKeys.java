package io.platen.device.report;

import io.platen.device.identity.LocalKey;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.profile.SafePattern;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy.MaskKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives each printer its key: the one that it has, by what is known of it; else the serial where it
 * has a plausible one, else the MAC, else where it answers. A key that would tell what a mask hides
 * is a keyed tag of it instead. PLT-RPT-030.
 */
final class PrinterKeys {
  private static final int SHORTEST_SERIAL = 4;
  private static final int LONGEST_SERIAL = 64;

  /** Counts of one printer that was reached twice within one round differ by no more. */
  private static final long PAGES_OF_A_ROUND = 100;

  /** What makers ship where the factory forgot to write a serial: data of the generic profile. */
  private static final List<SafePattern> PLACEHOLDERS =
      ProfileSet.bundled()
          .find(ProfileSet.GENERIC)
          .map(generic -> generic.quirks().placeholders())
          .orElseThrow();

  private final LocalKey localKey;
  private final Map<String, MaskKind> masks;
  private final Map<String, PrinterReport> known;
  private final Function<PrinterFacts, PrinterIdentity> masked;

  /**
   * @param known what was told of the printers before, by key
   * @param masked what of facts is told: the same printer's is equal each time
   */
  PrinterKeys(
      LocalKey localKey,
      Map<String, MaskKind> masks,
      Map<String, PrinterReport> known,
      Function<PrinterFacts, PrinterIdentity> masked) {
    this.localKey = localKey;
    this.masks = masks;
    this.known = known;
    this.masked = masked;
  }

  /**
   * The keys of all that answered, each printer once: first of those that are known, so that nobody
   * takes the key of a printer that has answered itself.
   */
  Map<String, PrinterSnapshot> assign(List<PrinterSnapshot> snapshots) {
    Map<String, PrinterSnapshot> keyed = new LinkedHashMap<>();
    List<PrinterSnapshot> strangers = new ArrayList<>();
    for (PrinterSnapshot snapshot : snapshots) {
      if (snapshot.facts().isPresent()) {
        String key = key(snapshot, snapshot.facts().get());
        if (known.containsKey(key)) {
          put(keyed, key, snapshot);
        } else {
          strangers.add(snapshot);
        }
      }
    }
    for (PrinterSnapshot snapshot : strangers) {
      PrinterFacts facts = snapshot.facts().orElseThrow();
      put(keyed, again(snapshot, facts, keyed.keySet()).orElse(key(snapshot, facts)), snapshot);
    }
    return keyed;
  }

  /** The key of a printer that nothing was known of; empty of one that did not answer. */
  Optional<String> ofStranger(PrinterSnapshot snapshot) {
    return snapshot.facts().map(facts -> key(snapshot, facts));
  }

  private void put(Map<String, PrinterSnapshot> keyed, String key, PrinterSnapshot snapshot) {
    PrinterSnapshot earlier = keyed.putIfAbsent(key, snapshot);
    if (earlier != null) {
      PrinterFacts facts = snapshot.facts().orElseThrow();
      other(earlier.facts().orElseThrow(), snapshot, facts)
          .ifPresent(own -> keyed.putIfAbsent(own, snapshot));
    }
  }

  /**
   * [PLT-RPT-031] The key of the second of two that have one serial or one MAC; empty where it is
   * the first, reached twice.
   */
  private Optional<String> other(
      PrinterFacts earlier, PrinterSnapshot snapshot, PrinterFacts facts) {
    String mac = mac(facts.identity());
    String earlierMac = mac(earlier.identity());
    if (mac != null && earlierMac != null && !mac.equals(earlierMac)) {
      return Optional.of(byMac(mac));
    }
    boolean oneSerial = serial(facts.identity()) != null && serial(earlier.identity()) != null;
    return oneSerial || isAlike(earlier, facts)
        ? Optional.empty()
        : Optional.of(byTarget(snapshot));
  }

  /** Behind one print server stand several printers with its MAC. */
  private static boolean isAlike(PrinterFacts one, PrinterFacts other) {
    return Objects.equals(one.identity().model(), other.identity().model())
        && one.meters().stream()
            .allMatch(
                meter ->
                    other.meters().stream()
                        .filter(each -> each.series().equals(meter.series()))
                        .allMatch(
                            each -> Math.abs(each.value() - meter.value()) <= PAGES_OF_A_ROUND));
  }

  /**
   * [PLT-RPT-048] The key of a printer that is known, of which more or less is read now than
   * before: without its serial, with one for the first time, or with the serial of a new board.
   */
  private Optional<String> again(PrinterSnapshot snapshot, PrinterFacts facts, Set<String> taken) {
    List<PrinterReport> same =
        known.values().stream().filter(each -> isThere(each, snapshot, facts)).toList();
    if (same.size() != 1 || taken.contains(same.get(0).key())) {
      return Optional.empty();
    }
    PrinterReport before = same.get(0);
    boolean otherSerial = before.key().startsWith("sn-") && serial(facts.identity()) != null;
    return isSameModel(before, facts) && (!otherSerial || goesOn(before, facts))
        ? Optional.of(before.key())
        : Optional.empty();
  }

  /** By its MAC, as far as it is told; what has neither serial nor MAC, by where it answers. */
  private boolean isThere(PrinterReport before, PrinterSnapshot snapshot, PrinterFacts facts) {
    PrinterIdentity identity = before.identity();
    MaskKind mask = masks.getOrDefault("hardware-address", MaskKind.NONE);
    boolean tells = mask == MaskKind.NONE || mask == MaskKind.KEYED;
    if (tells && identity != null && identity.mac() != null && mac(facts.identity()) != null) {
      return identity.mac().equals(masked.apply(facts).mac());
    }
    return before.key().equals(byTarget(snapshot));
  }

  private static boolean isSameModel(PrinterReport before, PrinterFacts facts) {
    PrinterIdentity identity = before.identity();
    return identity != null && Objects.equals(identity.model(), facts.identity().model());
  }

  /** The engine counts on, whatever board stands before it. */
  private static boolean goesOn(PrinterReport before, PrinterFacts facts) {
    List<Meter> meters = before.meters() == null ? List.of() : before.meters();
    List<Meter> shared = meters.stream().filter(each -> value(facts, each).isPresent()).toList();
    return !shared.isEmpty()
        && shared.stream().allMatch(each -> value(facts, each).orElseThrow() >= each.value());
  }

  private static Optional<Long> value(PrinterFacts facts, Meter meter) {
    return facts.meters().stream()
        .filter(each -> each.name().equals(meter.name()))
        .filter(each -> Objects.equals(each.marker(), meter.marker()))
        .filter(each -> Objects.equals(each.by(), meter.by()))
        .map(Meter::value)
        .findFirst();
  }

  private String key(PrinterSnapshot snapshot, PrinterFacts facts) {
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
    String raw = identity.serial();
    if (raw == null) {
      return null;
    }
    String normal = raw.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return normal.length() < SHORTEST_SERIAL
            || normal.length() > LONGEST_SERIAL
            || PLACEHOLDERS.stream().anyMatch(each -> each.isIn(normal) || each.isIn(raw))
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
