package io.platen.server.console;

import io.platen.server.console.view.Form;
import io.platen.server.console.view.RuleView;
import io.platen.server.console.view.Words;
import io.platen.server.notice.control.RuleReader;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A rule as people type it. */
final class RuleForm {
  private static final List<String> TEXTS =
      List.of("name", "threshold", "severity", "device", "location", "model", "enabled");

  private RuleForm() {}

  static Form usual(Template template, Words words) {
    return new Form(
        Map.of(
            "name",
            words.t("rules.template." + template.token()),
            "threshold",
            Integer.toString(template.usual()),
            "severity",
            "warning",
            "enabled",
            "on"),
        Map.of());
  }

  static Form of(Rule rule) {
    Map<String, String> values = new HashMap<>();
    values.put("name", rule.name());
    values.put("threshold", Integer.toString(rule.threshold()));
    values.put("severity", NoticeViews.token(rule.severity()));
    UUID device = rule.scope().device();
    values.put("device", device == null ? "" : device.toString());
    values.put("location", rule.scope().location());
    values.put("model", rule.scope().model());
    values.put("enabled", rule.enabled() ? "on" : "");
    rule.channels().forEach(each -> values.put(RuleView.CHANNEL + each, "on"));
    return new Form(values, Map.of());
  }

  static RuleReader.Typed typed(Visit visit, Template template) {
    return new RuleReader.Typed(
        visit.field("name"),
        template.token(),
        number(visit.field("threshold")),
        visit.field("severity"),
        visit.field("device"),
        visit.field("location"),
        visit.field("model"),
        boxes(visit, RuleView.CHANNEL),
        !visit.field("enabled").isEmpty());
  }

  /** What follows a prefix in the names of boxes that are on. */
  static List<String> boxes(Visit visit, String prefix) {
    return visit.fields().keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .sorted()
        .toList();
  }

  /** What is no number is refused, and not taken for the usual one. */
  static BigDecimal number(String text) {
    return text.matches("[0-9]{1,9}") ? new BigDecimal(text) : BigDecimal.ONE.negate();
  }

  static Form wrong(Visit visit, Template template, InvalidException invalid) {
    Map<String, String> values = new HashMap<>();
    TEXTS.forEach(field -> values.put(field, visit.field(field)));
    boxes(visit, RuleView.CHANNEL).forEach(each -> values.put(RuleView.CHANNEL + each, "on"));
    Map<String, String> errors = new HashMap<>();
    for (FieldError error : invalid.errors()) {
      errors.put(error.field(), text(error, template, visit.words()));
    }
    return new Form(values, errors);
  }

  private static String text(FieldError error, Template template, Words words) {
    return switch (error.field()) {
      case "name" -> words.t("rules.wrong.name");
      case "threshold" -> words.t("rules.bounds", template.least(), template.most());
      case "device" -> words.t("rules.wrong.device");
      case "channels" -> words.t("rules.wrong.channels");
      default -> words.t("entry.otherwise", error.reason(), error.accepted());
    };
  }

  /** The first error of each field in the form's own words. */
  static Form wrong(
      Visit visit, InvalidException invalid, List<String> texts, @Nullable String prefix) {
    Map<String, String> values = new HashMap<>();
    texts.forEach(field -> values.put(field, visit.field(field)));
    if (prefix != null) {
      boxes(visit, prefix).forEach(each -> values.put(prefix + each, "on"));
    }
    Map<String, String> errors = new HashMap<>();
    for (FieldError error : invalid.errors()) {
      String key = "notices.wrong." + error.field();
      errors.putIfAbsent(
          error.field(),
          visit.words().has(key)
              ? visit.words().t(key)
              : visit.words().t("entry.otherwise", error.reason(), error.accepted()));
    }
    return new Form(values, errors);
  }
}
