package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** What the fake device reads of one printer by SNMP. */
final class FakeReading {
  private final FakeSnmp snmp;

  FakeReading(FakeSnmp snmp) {
    this.snmp = snmp;
  }

  /** Empty of a printer that does not answer. */
  Optional<PrinterFacts> read(String address) {
    if (snmp.get(PrinterMib.SYS_OBJECT_ID).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PrinterFacts(identity(address), status(), meters(), supplies(), trays(), alerts()));
  }

  private PrinterIdentity identity(String address) {
    return PrinterIdentity.builder()
        .address(address)
        .hostName(text(PrinterMib.SYS_NAME))
        .mac(snmp.get(PrinterMib.MAC).map(FakeReading::mac).orElse(null))
        .model(text(PrinterMib.DEVICE_DESCR))
        .serial(text(PrinterMib.SERIAL))
        .location(text(PrinterMib.SYS_LOCATION))
        .sysDescr(text(PrinterMib.SYS_DESCR))
        .source(PrinterMib.SERIAL)
        .build();
  }

  private @Nullable String text(String oid) {
    return snmp.get(oid).map(Variable::toString).filter(each -> !each.isBlank()).orElse(null);
  }

  private static String mac(Variable octets) {
    return ((OctetString) octets).toHexString(':');
  }

  private PrinterStatus status() {
    int state = snmp.get(PrinterMib.PRINTER_STATUS).map(Variable::toInt).orElse(2);
    PrinterStatus.State shown =
        switch (state) {
          case 1 -> PrinterStatus.State.OTHER;
          case 3 -> PrinterStatus.State.IDLE;
          case 4 -> PrinterStatus.State.PRINTING;
          case 5 -> PrinterStatus.State.WARMUP;
          default -> PrinterStatus.State.UNKNOWN;
        };
    return new PrinterStatus(shown, List.of(), List.of(), PrinterMib.PRINTER_STATUS);
  }

  private List<Meter> meters() {
    List<Meter> meters = new ArrayList<>();
    Map<OID, Variable> counts = snmp.walk(PrinterMib.MARKERS + ".4");
    counts.forEach(
        (oid, value) ->
            meters.add(
                new Meter(
                    "total-impressions",
                    counts.size() > 1 ? row(oid) : null,
                    "impressions",
                    value.toLong(),
                    null,
                    oid.toDottedString())));
    return meters;
  }

  private List<Supply> supplies() {
    List<Supply> supplies = new ArrayList<>();
    NavigableMap<OID, Variable> table = snmp.walk(PrinterMib.SUPPLIES);
    for (String row : rows(table, PrinterMib.SUPPLIES + ".9")) {
      boolean filled = number(table, PrinterMib.SUPPLIES + ".4." + row) == 4;
      supplies.add(
          new Supply(
              row,
              number(table, PrinterMib.SUPPLIES + ".5." + row) == 4 ? "waste-toner" : "toner",
              filled ? SupplyClass.RECEPTACLE : SupplyClass.CONSUMED,
              null,
              String.valueOf(table.get(new OID(PrinterMib.SUPPLIES + ".6." + row))),
              null,
              PrinterMib.SUPPLIES + ".9." + row,
              level(
                  number(table, PrinterMib.SUPPLIES + ".9." + row),
                  number(table, PrinterMib.SUPPLIES + ".8." + row),
                  number(table, PrinterMib.SUPPLIES + ".7." + row) == 19
                      ? "percent"
                      : "impressions")));
    }
    return supplies;
  }

  private List<Tray> trays() {
    List<Tray> trays = new ArrayList<>();
    NavigableMap<OID, Variable> table = snmp.walk(PrinterMib.TRAYS);
    for (String row : rows(table, PrinterMib.TRAYS + ".10")) {
      trays.add(
          new Tray(
              row,
              String.valueOf(table.get(new OID(PrinterMib.TRAYS + ".13." + row))),
              null,
              level(
                  number(table, PrinterMib.TRAYS + ".10." + row),
                  number(table, PrinterMib.TRAYS + ".9." + row),
                  "sheets"),
              PrinterMib.TRAYS + ".10." + row,
              null));
    }
    return trays;
  }

  /** RFC 3805: -1 is unlimited, -2 unknown, -3 some. */
  private static SupplyLevel level(long level, long capacity, String unit) {
    if (level == -3) {
      return new SupplyLevel.SomeRemaining();
    }
    if (level == -1) {
      return new SupplyLevel.Unlimited();
    }
    return level < 0
        ? new SupplyLevel.Unknown()
        : new SupplyLevel.Measured(level, capacity > 0 ? capacity : null, unit);
  }

  private List<PrinterAlert> alerts() {
    List<PrinterAlert> alerts = new ArrayList<>();
    NavigableMap<OID, Variable> table = snmp.walk(PrinterMib.ALERTS);
    for (String row : rows(table, PrinterMib.ALERTS + ".7")) {
      alerts.add(
          new PrinterAlert(
              row,
              (int) number(table, PrinterMib.ALERTS + ".7." + row),
              number(table, PrinterMib.ALERTS + ".2." + row) == 3
                  ? PrinterAlert.Severity.CRITICAL
                  : PrinterAlert.Severity.WARNING,
              null,
              null,
              null,
              null,
              String.valueOf(table.get(new OID(PrinterMib.ALERTS + ".8." + row))),
              number(table, PrinterMib.ALERTS + ".9." + row),
              PrinterMib.ALERTS + ".7." + row));
    }
    return alerts;
  }

  /** Device index and row of each instance of a column. */
  private static List<String> rows(NavigableMap<OID, Variable> table, String column) {
    OID root = new OID(column);
    return table.keySet().stream()
        .filter(each -> each.startsWith(root))
        .map(FakeReading::row)
        .toList();
  }

  private static String row(OID instance) {
    return instance.get(instance.size() - 2) + "." + instance.last();
  }

  /** -2, which is unknown, where it is not there. */
  private static long number(Map<OID, Variable> table, String oid) {
    Variable value = table.get(new OID(oid));
    return value == null ? -2 : value.toLong();
  }
}
