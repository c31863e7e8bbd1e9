package io.platen.device.printer.web.page;

import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.registry.Meters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Collects what a page says, within the limits of a report. */
final class Facts {
  private static final int MOST_ROWS = 64;
  private static final int LONGEST_SOURCE = 255;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String path;
  private final Map<String, Meter> meters = new LinkedHashMap<>();
  private final List<Supply> supplies = new ArrayList<>();
  private final List<Tray> trays = new ArrayList<>();
  private PrinterIdentity.Builder identity = PrinterIdentity.builder();
  private boolean identified;

  Facts(String path) {
    this.path = path;
  }

  /** [PLT-RPT-038] Where a fact stands: {@code web:/etc/mnt_info.csv#Page%20Counter}. */
  private String source(String place) {
    StringBuilder source = new StringBuilder("web:" + path + "#");
    for (byte octet : place.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = octet > ' ' && octet <= '~' && octet != '+' && octet != '%';
      String written = plain ? String.valueOf((char) octet) : "%" + HEX.toHexDigits(octet);
      if (source.length() + written.length() > LONGEST_SOURCE) {
        break;
      }
      source.append(written);
    }
    return source.toString();
  }

  private static String readable(String text) {
    return Texts.readable(text, Texts.SHORT);
  }

  /**
   * The first value of a meter counts.
   *
   * @param name a token of the registry
   * @param label the page's own words
   * @param place where on the page
   */
  void meter(String name, long value, String label, String place) {
    String unit =
        Meters.registry().find(name).map(each -> each.attributes().get("unit")).orElseThrow();
    meters.putIfAbsent(name, new Meter(name, null, unit, value, readable(label), source(place)));
  }

  /**
   * @param name the page's own words, which tell what it is too
   */
  void supply(String name, SupplyLevel level, @Nullable String serial, String place) {
    SupplyWords words = SupplyWords.of(name);
    if (supplies.size() < MOST_ROWS) {
      supplies.add(
          new Supply(
              "1." + (supplies.size() + 1),
              words.type(),
              words.supplyClass(),
              words.colorant(),
              readable(name),
              serial == null ? null : readable(serial),
              source(place),
              words.isReceptacle() ? new SupplyLevel.Unknown() : level));
    }
  }

  void tray(String name, SupplyLevel level, String place) {
    if (trays.size() < MOST_ROWS) {
      trays.add(
          new Tray("1." + (trays.size() + 1), readable(name), null, level, source(place), null));
    }
  }

  /** Who the printer is, with the place where that stands. */
  void serial(Optional<String> text, String place) {
    identity(text, (builder, serial) -> builder.serial(serial).source(source(place)));
  }

  /** Adds to who the printer is; what is blank or a dash is nothing. */
  void identity(
      Optional<String> text,
      BiFunction<PrinterIdentity.Builder, String, PrinterIdentity.Builder> put) {
    text.map(Facts::readable)
        .filter(each -> !each.isEmpty() && !each.equals("-"))
        .ifPresent(
            each -> {
              identity = put.apply(identity, each);
              identified = true;
            });
  }

  /** Nothing where there is not one fact: then it was another page. */
  Optional<PrinterFacts> found() {
    if (meters.isEmpty() && supplies.isEmpty() && trays.isEmpty() && !identified) {
      return Optional.empty();
    }
    return Optional.of(
        new PrinterFacts(
            identity.build(),
            new PrinterStatus(State.UNKNOWN, List.of(), List.of()),
            List.copyOf(meters.values()),
            supplies,
            trays,
            List.of()));
  }
}
