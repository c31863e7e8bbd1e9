package io.platen.device.printer.snmp;

import io.platen.device.printer.snmp.Places.Found;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.LevelForm;
import io.platen.protocol.profile.PrinterProfile.LevelPlace;
import io.platen.protocol.profile.PrinterProfile.MeterRule;
import io.platen.protocol.profile.PrinterProfile.Place;
import io.platen.protocol.profile.PrinterProfile.SupplyRule;
import io.platen.protocol.registry.Meters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** What a maker's own objects add to what the standards say of meters and supplies. */
final class ProfileFacts {
  private static final String TOTAL = "total-";
  private static final String MARKER = "marker-";
  private static final long HUNDRED = 100;
  private static final int BYTE = 0xFF;
  private static final int EMPTY = 3;

  /** Supplies that makers call by one or the other of two types. */
  private static final Map<String, String> SAME =
      Map.of("toner-cartridge", "toner", "ink-cartridge", "ink");

  private final Reading reading;
  private final PrinterProfile profile;
  private final Places places;

  ProfileFacts(Reading reading, PrinterProfile profile) {
    this.reading = reading;
    this.profile = profile;
    this.places = new Places(reading, profile);
  }

  /**
   * The maker's own meters beside the standard one. Where both give a total they are two meters:
   * they may differ, and one series must never take from both.
   *
   * @param own names of meters that the maker's objects have ever given; more are put in
   */
  List<Meter> meters(List<Meter> standard, Set<String> own) {
    Map<String, Meter> ours = new LinkedHashMap<>();
    for (MeterRule rule : profile.meters()) {
      meter(rule).ifPresent(meter -> ours.put(meter.name(), meter));
    }
    own.addAll(ours.keySet());
    List<Meter> all = new ArrayList<>();
    for (Meter meter : standard) {
      all.add(own.contains(meter.name()) ? asMarker(meter) : meter);
    }
    all.addAll(ours.values());
    return all;
  }

  private static Meter asMarker(Meter meter) {
    return new Meter(
        meter.name().startsWith(TOTAL)
            ? MARKER + meter.name().substring(TOTAL.length())
            : meter.name(),
        meter.marker(),
        meter.unit(),
        meter.value(),
        meter.label(),
        meter.source());
  }

  private Optional<Meter> meter(MeterRule rule) {
    List<Found> parts = parts(rule);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String unit =
        Meters.registry()
            .find(rule.name())
            .map(entry -> entry.attributes().get("unit"))
            .orElseThrow();
    long value = parts.stream().mapToLong(Found::value).sum();
    return Optional.of(new Meter(rule.name(), null, unit, value, label(parts), sourceOf(parts)));
  }

  /** Of the first way that has all: a part that is missing is not zero, and half a sum is wrong. */
  private List<Found> parts(MeterRule rule) {
    for (List<Place> way : rule.ways()) {
      List<Found> parts = way.stream().flatMap(place -> places.find(place).stream()).toList();
      if (parts.size() == way.size() && parts.stream().allMatch(part -> part.value() >= 0)) {
        return parts;
      }
    }
    return List.of();
  }

  /** The instances that meters and supplies are made of. */
  Set<OID> used() {
    Set<OID> used = new TreeSet<>();
    for (MeterRule rule : profile.meters()) {
      parts(rule).forEach(part -> used.add(part.instance()));
    }
    for (SupplyRule rule : profile.supplies()) {
      rule.levels().stream()
          .flatMap(level -> places.find(level.place()).stream())
          .findFirst()
          .ifPresent(found -> used.add(found.instance()));
    }
    return used;
  }

  private static @Nullable String label(List<Found> parts) {
    return parts.size() == 1 ? parts.get(0).label() : null;
  }

  private static String sourceOf(List<Found> parts) {
    return parts.stream().map(Found::source).collect(Collectors.joining("+"));
  }

  /**
   * The maker's own supplies: each fills in the standard row of the same kind and colour where that
   * does not say how much is left, or stands as a row of its own.
   */
  List<Supply> supplies(List<Supply> standard, @Nullable String model) {
    List<Supply> all = new ArrayList<>(standard);
    for (SupplyRule rule : profile.supplies()) {
      if (rule.model() == null || (model != null && rule.model().isIn(model))) {
        level(rule).ifPresent(level -> put(rule, level, all));
      }
    }
    return all;
  }

  private record FoundLevel(SupplyLevel level, String source) {}

  private Optional<FoundLevel> level(SupplyRule rule) {
    for (LevelPlace place : rule.levels()) {
      Optional<FoundLevel> found =
          places
              .find(place.place())
              .map(number -> new FoundLevel(level(number.value(), place.form()), number.source()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private SupplyLevel level(long value, LevelForm form) {
    if (value < 0) {
      return Levels.special(value, profile.quirks());
    }
    return switch (form) {
      case PERCENT -> new Measured(Math.min(HUNDRED, value), HUNDRED, Measured.PERCENT);
      case HUNDREDTHS_OF_PERCENT ->
          new Measured(
              Math.min(HUNDRED, Math.round((double) value / HUNDRED)), HUNDRED, Measured.PERCENT);
      case LEVEL_AND_MAXIMUM -> levelOfMaximum(value >> Byte.SIZE & BYTE, value & BYTE);
      case STATE ->
          value == EMPTY
              ? new Measured(0, HUNDRED, Measured.PERCENT)
              : new SupplyLevel.SomeRemaining();
      case IMPRESSIONS_LEFT -> new Measured(value, null, "impressions");
    };
  }

  private static SupplyLevel levelOfMaximum(long level, long maximum) {
    return maximum == 0
        ? new SupplyLevel.Unknown()
        : new Measured(
            Math.min(HUNDRED, Math.round((double) HUNDRED * level / maximum)),
            HUNDRED,
            Measured.PERCENT);
  }

  private void put(SupplyRule rule, FoundLevel found, List<Supply> all) {
    for (int i = 0; i < all.size(); i++) {
      Supply row = all.get(i);
      if (isSame(row, rule)) {
        if (saysMore(found.level(), row.level())) {
          all.set(i, row.withLevel(found.level(), found.source(), null));
        }
        return;
      }
    }
    all.add(
        new Supply(
            // Rows of the standard tables are above 0: this index cannot be another supply's.
            reading.device + ".0." + rule.row(),
            rule.type(),
            rule.receptacle() ? SupplyClass.RECEPTACLE : SupplyClass.CONSUMED,
            rule.colorant(),
            rule.description(),
            null,
            found.source(),
            found.level()));
  }

  private static boolean saysMore(SupplyLevel own, SupplyLevel standard) {
    return standard.percent().isEmpty()
        && (own instanceof Measured || standard instanceof SupplyLevel.Unknown);
  }

  private static boolean isSame(Supply row, SupplyRule rule) {
    String colour = row.colorant();
    String wanted = rule.colorant();
    return kind(row.type()).equals(kind(rule.type()))
        && !rule.type().equals("other")
        && (wanted == null ? colour == null : wanted.equals(colour));
  }

  private static String kind(String type) {
    return SAME.getOrDefault(type, type);
  }
}
