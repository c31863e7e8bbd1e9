package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.profile.PrinterProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.snmp4j.smi.OID;

/** What a printer does, says, has printed and complains of: status, meters and alerts. */
final class Conditions {
  private static final int DEVICE_DOWN = 5;

  private final Reading reading;

  private Conditions(Reading reading) {
    this.reading = reading;
  }

  static PrinterStatus status(Reading reading, PrinterProfile profile) {
    Conditions conditions = new Conditions(reading);
    return new PrinterStatus(
        conditions.state(),
        conditions.detectedErrors(),
        panel(reading, profile),
        Mib.at(Mib.HR_PRINTER_STATUS, reading.device).toDottedString());
  }

  private static List<String> panel(Reading reading, PrinterProfile profile) {
    List<String> lines =
        reading.rows(Mib.CONSOLE_TEXT).stream()
            .flatMap(row -> reading.text(Mib.CONSOLE_TEXT, row).stream())
            .toList();
    return lines.isEmpty() ? reading.own(profile.identity().panel()).stream().toList() : lines;
  }

  private State state() {
    if (number(Mib.HR_DEVICE_STATUS) == DEVICE_DOWN) {
      return State.DOWN;
    }
    return switch ((int) number(Mib.HR_PRINTER_STATUS)) {
      case 1 -> State.OTHER;
      case 3 -> State.IDLE;
      case 4 -> State.PRINTING;
      case 5 -> State.WARMUP;
      default -> State.UNKNOWN;
    };
  }

  private List<String> detectedErrors() {
    OID instance = Mib.at(Mib.HR_PRINTER_ERRORS, reading.device);
    OptionalLong number = reading.values.number(instance);
    return number.isPresent()
        ? ErrorStates.of(number.getAsLong())
        : reading.values.octets(instance).map(ErrorStates::of).orElse(List.of());
  }

  private long number(OID column) {
    return reading.values.number(Mib.at(column, reading.device)).orElse(-1);
  }

  /** One marker's count is the printer's; of several none is, and adding them up is a guess. */
  static List<Meter> meters(Reading reading) {
    List<OID> rows = reading.rows(Mib.MARKER_LIFE_COUNT);
    List<Meter> meters = new ArrayList<>();
    for (OID row : rows) {
      long value = reading.number(Mib.MARKER_LIFE_COUNT, row).orElse(-1);
      if (value >= 0) {
        String unit = Tokens.counterUnit(reading.number(Mib.MARKER_UNIT, row));
        meters.add(
            new Meter(
                "total-" + unit,
                rows.size() > 1 ? row.toDottedString() : null,
                unit,
                value,
                null,
                Mib.at(Mib.MARKER_LIFE_COUNT, row.getValue()).toDottedString()));
      }
    }
    return meters;
  }

  /** Without the rows that say that nothing is wrong: a sleeping printer raises no alarm. */
  static List<PrinterAlert> alerts(Reading reading, PrinterProfile profile) {
    return reading.rows(Mib.ALERT_SEVERITY).stream()
        .map(row -> alert(reading, row))
        .filter(alert -> !isNone(alert, profile))
        .toList();
  }

  private static boolean isNone(PrinterAlert alert, PrinterProfile profile) {
    String words = alert.description();
    return words != null && profile.quirks().noAlerts().stream().anyMatch(each -> each.isIn(words));
  }

  private static PrinterAlert alert(Reading reading, OID row) {
    return new PrinterAlert(
        row.toDottedString(),
        (int) reading.number(Mib.ALERT_CODE, row).orElse(2),
        severity(reading.number(Mib.ALERT_SEVERITY, row)),
        Tokens.training(reading.number(Mib.ALERT_TRAINING, row)).orElse(null),
        Tokens.group(reading.number(Mib.ALERT_GROUP, row)).orElse(null),
        small(reading.number(Mib.ALERT_GROUP_INDEX, row)).orElse(null),
        small(reading.number(Mib.ALERT_LOCATION, row)).orElse(null),
        reading.text(Mib.ALERT_DESCRIPTION, row).orElse(null),
        uptime(reading.number(Mib.ALERT_TIME, row)).orElse(null),
        Mib.at(Mib.ALERT_CODE, row.getValue()).toDottedString());
  }

  private static Severity severity(OptionalLong number) {
    return switch ((int) number.orElse(1)) {
      case 3 -> Severity.CRITICAL;
      case 4, 5 -> Severity.WARNING;
      default -> Severity.OTHER;
    };
  }

  private static Optional<Integer> small(OptionalLong number) {
    return number.isPresent() ? Optional.of((int) number.getAsLong()) : Optional.empty();
  }

  private static Optional<Long> uptime(OptionalLong number) {
    return number.isPresent() && number.getAsLong() >= 0
        ? Optional.of(number.getAsLong())
        : Optional.empty();
  }
}
