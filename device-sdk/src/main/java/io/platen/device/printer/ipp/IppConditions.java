package io.platen.device.printer.ipp;

import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.registry.AlertCodes;
import io.platen.protocol.registry.AlertGroups;
import io.platen.protocol.registry.Registry;
import io.platen.protocol.registry.TrainingLevels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a printer does, has printed and complains of: status, meters and alerts. */
final class IppConditions {
  private static final int UNKNOWN_CODE = 2;
  private static final Pattern DEGREE = Pattern.compile("-(?:report|warning|error)$");

  /** RFC 8011 section 5.4.12 and PWG 5100.9, to the conditions of RFC 2790. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("media-low", "low-paper"),
          Map.entry("media-needed", "no-paper"),
          Map.entry("media-empty", "no-paper"),
          Map.entry("toner-low", "low-toner"),
          Map.entry("marker-supply-low", "low-toner"),
          Map.entry("toner-empty", "no-toner"),
          Map.entry("marker-supply-empty", "no-toner"),
          Map.entry("door-open", "door-open"),
          Map.entry("cover-open", "door-open"),
          Map.entry("interlock-open", "door-open"),
          Map.entry("media-jam", "jammed"),
          Map.entry("offline", "offline"),
          Map.entry("shutdown", "offline"),
          Map.entry("input-tray-missing", "input-tray-missing"),
          Map.entry("output-tray-missing", "output-tray-missing"),
          Map.entry("marker-supply-missing", "marker-supply-missing"),
          Map.entry("output-area-almost-full", "output-near-full"),
          Map.entry("output-area-full", "output-full"));

  private final IppAnswer answer;

  private IppConditions(IppAnswer answer) {
    this.answer = answer;
  }

  static PrinterStatus status(IppAnswer answer) {
    IppConditions conditions = new IppConditions(answer);
    List<String> reasons = conditions.reasons();
    return new PrinterStatus(
        conditions.state(reasons),
        reasons.stream().flatMap(each -> Stream.ofNullable(REASONS.get(each))).distinct().toList(),
        answer.text("printer-state-message", Texts.SHORT).stream().toList());
  }

  private List<String> reasons() {
    return answer.texts("printer-state-reasons", Texts.SHORT).stream()
        .flatMap(Optional::stream)
        .map(reason -> DEGREE.matcher(reason).replaceFirst(""))
        .toList();
  }

  /** A printer that someone has paused is stopped, and not down. */
  private State state(List<String> reasons) {
    return switch (answer.integer("printer-state").orElse(0)) {
      case 3 -> State.IDLE;
      case 4 -> State.PRINTING;
      case 5 -> reasons.contains("paused") ? State.OTHER : State.DOWN;
      default -> State.UNKNOWN;
    };
  }

  static List<Meter> meters(IppAnswer answer) {
    return Stream.of("impressions", "media-sheets")
        .flatMap(what -> meter(answer, "printer-" + what + "-completed", what).stream())
        .toList();
  }

  private static Optional<Meter> meter(IppAnswer answer, String attribute, String what) {
    String unit = what.equals("media-sheets") ? "sheets" : what;
    int count = answer.integer(attribute).orElse(-1);
    return count < 0
        ? Optional.empty()
        : Optional.of(new Meter("total-" + unit, null, unit, count, null, "ipp:" + attribute));
  }

  /** PWG 5100.9 section 5: rows of prtAlertTable as pairs. */
  static List<PrinterAlert> alerts(IppAnswer answer) {
    List<Pairs> rows = Pairs.all(answer.texts("printer-alert", Texts.LONG));
    List<Optional<String>> words = answer.texts("printer-alert-description", Texts.SHORT);
    List<PrinterAlert> alerts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Optional<String> description = words.size() == rows.size() ? words.get(i) : Optional.empty();
      if (rows.get(i).text("code").isPresent()) {
        alerts.add(alert(rows.get(i), i + 1, description));
      }
    }
    return alerts;
  }

  private static PrinterAlert alert(Pairs row, int place, Optional<String> description) {
    return new PrinterAlert(
        "1." + row.number("index").orElse(place),
        code(row),
        severity(row.token("severity").orElse("")),
        registered(TrainingLevels.registry(), row.token("training")).orElse(null),
        registered(AlertGroups.registry(), row.token("group")).orElse(null),
        small(row.number("groupindex")).orElse(null),
        small(row.number("location")).orElse(null),
        description.orElse(null),
        uptime(row.number("time")).orElse(null));
  }

  /** By its name in the IANA printer registry, or by the number itself. */
  private static int code(Pairs row) {
    OptionalLong number = row.number("code");
    if (number.isPresent()) {
      return small(number).orElse(UNKNOWN_CODE);
    }
    return row.token("code")
        .flatMap(AlertCodes.registry()::find)
        .map(Registry.Entry::number)
        .orElse(UNKNOWN_CODE);
  }

  private static Severity severity(String token) {
    if (token.startsWith("critical")) {
      return Severity.CRITICAL;
    }
    return token.startsWith("warning") ? Severity.WARNING : Severity.OTHER;
  }

  private static Optional<String> registered(Registry registry, Optional<String> token) {
    return token.filter(each -> registry.find(each).isPresent());
  }

  private static Optional<Integer> small(OptionalLong number) {
    boolean fits = number.isPresent() && number.getAsLong() == (int) number.getAsLong();
    return fits ? Optional.of((int) number.getAsLong()) : Optional.empty();
  }

  private static Optional<Long> uptime(OptionalLong number) {
    return number.isPresent() && number.getAsLong() >= 0
        ? Optional.of(number.getAsLong())
        : Optional.empty();
  }
}
