package io.platen.server.console;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.registry.DataClasses;
import io.platen.protocol.sync.Policy;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.policy.control.PolicyCheck.TypedAlerts;
import io.platen.server.policy.control.PolicyCheck.TypedPolicy;
import io.platen.server.policy.control.PolicyCheck.TypedSchedule;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policy as people type it: lengths of time in minutes. */
final class PolicyForm {
  static final List<String> TEXTS =
      List.of(
          "from",
          "to",
          "zone",
          "interval",
          "randomDelay",
          "fullEvery",
          "discoveryEvery",
          "packetsPerSecond",
          "bytesPerMinute");
  static final String MASK = "mask-";
  private static final String NONE = "none";

  static final String SEVERITY = "severity-";
  static final List<String> SEVERITIES = List.of("critical", "warning", "other");
  private static final List<String> BOXES =
      List.of(
          "sources",
          "traps",
          "alertsAlways",
          SEVERITY + "critical",
          SEVERITY + "warning",
          SEVERITY + "other");

  private PolicyForm() {}

  static Form of(Policy policy) {
    Policy.Schedule schedule = policy.schedule();
    ZoneId zone = schedule.zone();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("from", schedule.from().toString());
    values.put("to", schedule.to().toString());
    values.put("zone", zone == null ? "" : zone.getId());
    values.put("interval", minutes(schedule.interval()));
    values.put("randomDelay", minutes(schedule.randomDelay()));
    values.put("fullEvery", minutes(schedule.fullEvery()));
    values.put("discoveryEvery", minutes(schedule.discoveryEvery()));
    values.put("packetsPerSecond", Long.toString(policy.limits().packetsPerSecond()));
    values.put("bytesPerMinute", Long.toString(policy.limits().bytesPerMinute()));
    values.put("sources", policy.sources() ? "on" : "");
    values.put("traps", policy.alerts().traps() ? "on" : "");
    values.put("alertsAlways", policy.alerts().always() ? "on" : "");
    for (String severity : SEVERITIES) {
      boolean told =
          policy
              .alerts()
              .severities()
              .contains(Severity.valueOf(severity.toUpperCase(Locale.ROOT)));
      values.put(SEVERITY + severity, told ? "on" : "");
    }
    values.put(
        "alertsExcept",
        policy.alerts().except().stream()
            .sorted()
            .map(code -> Integer.toString(code))
            .collect(Collectors.joining(" ")));
    for (String dataClass : DataClasses.maskable()) {
      Policy.MaskKind kind = policy.masks().getOrDefault(dataClass, Policy.MaskKind.NONE);
      values.put(MASK + dataClass, kind.name().toLowerCase(Locale.ROOT));
    }
    return new Form(values, Map.of());
  }

  /** What is no number of minutes stays as ISO 8601 has it. */
  private static String minutes(Duration length) {
    return length.toSecondsPart() == 0 ? Long.toString(length.toMinutes()) : length.toString();
  }

  static TypedPolicy typed(Visit visit) {
    String zone = visit.field("zone");
    Map<String, @Nullable String> masks = new LinkedHashMap<>();
    for (String dataClass : DataClasses.maskable()) {
      String kind = visit.field(MASK + dataClass);
      if (!kind.isEmpty() && !kind.equals(NONE)) {
        masks.put(dataClass, kind);
      }
    }
    return new TypedPolicy(
        new TypedSchedule(
            visit.field("from"),
            visit.field("to"),
            zone.isEmpty() ? null : zone,
            duration(visit.field("interval")),
            duration(visit.field("randomDelay")),
            duration(visit.field("fullEvery")),
            duration(visit.field("discoveryEvery"))),
        !visit.field("sources").isEmpty(),
        masks,
        number(visit.field("packetsPerSecond")),
        bytes(visit.field("bytesPerMinute")),
        new TypedAlerts(
            !visit.field("traps").isEmpty(),
            SEVERITIES.stream().filter(each -> !visit.field(SEVERITY + each).isEmpty()).toList(),
            codes(visit.field("alertsExcept")),
            !visit.field("alertsAlways").isEmpty()));
  }

  /** What is no number is refused, as 0 is. */
  private static List<@Nullable Integer> codes(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split("[ ,;]+"))
            .<@Nullable Integer>map(
                word -> word.matches("[0-9]{1,9}") ? Integer.valueOf(word) : Integer.valueOf(0))
            .toList();
  }

  private static String duration(String text) {
    return text.matches("[0-9]{1,9}") ? "PT" + text + "M" : text;
  }

  private static @Nullable BigDecimal number(String text) {
    return text.matches("[0-9]{1,18}") ? new BigDecimal(text) : null;
  }

  /** What is no number is refused, and not taken for the default. */
  private static BigDecimal bytes(String text) {
    BigDecimal number = number(text);
    return number == null ? BigDecimal.ZERO : number;
  }

  /** The same form again, with each error in the reader's words beside its field. */
  static Form wrong(Visit visit, InvalidException invalid) {
    Map<String, String> values = new LinkedHashMap<>();
    TEXTS.forEach(field -> values.put(field, visit.field(field)));
    values.put("alertsExcept", visit.field("alertsExcept"));
    BOXES.forEach(box -> values.put(box, visit.field(box)));
    DataClasses.maskable().forEach(each -> values.put(MASK + each, visit.field(MASK + each)));
    Map<String, String> errors = new LinkedHashMap<>();
    for (FieldError error : invalid.errors()) {
      String field =
          error
              .field()
              .replace("schedule.", "")
              .replace("masks.", MASK)
              .replace("alerts.except", "alertsExcept")
              .replace("alerts.severities", SEVERITY + "critical");
      errors.put(field, text(field, error, visit.words()));
    }
    return new Form(values, errors);
  }

  private static String text(String field, FieldError error, Words words) {
    return switch (field) {
      case "from", "to" -> words.t("policy.wrongTime");
      case "zone" -> words.t("policy.wrongZone");
      case "interval" -> words.t("policy.wrongInterval");
      case "randomDelay" -> words.t("policy.wrongDelay");
      case "fullEvery" -> words.t("policy.wrongFull");
      case "discoveryEvery" -> words.t("policy.wrongSearch");
      case "packetsPerSecond" -> words.t("policy.wrongPackets");
      case "bytesPerMinute" -> words.t("policy.wrongBytes");
      case "alertsExcept" -> words.t("policy.wrongExcept");
      case SEVERITY + "critical" -> words.t("policy.wrongSeverities");
      default -> words.t("entry.otherwise", error.reason(), error.accepted());
    };
  }
}
