package io.platen.server.console;

import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import io.platen.server.rollout.control.Gates;
import io.platen.server.rollout.control.Plan;
import io.platen.server.rollout.control.TypedPlan;
import io.platen.server.rollout.control.TypedPlan.TypedGates;
import io.platen.server.rollout.control.TypedPlan.TypedSelection;
import io.platen.server.rollout.control.TypedPlan.TypedWave;
import io.platen.server.rollout.control.TypedPlan.TypedWindow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan as people type it: hours, days, and waves in one line. */
final class RolloutForm {
  private static final List<String> FIELDS =
      List.of(
          "release",
          "name",
          "namePart",
          "runsVersion",
          "waves",
          "confirmedPercent",
          "soak",
          "pausePercent",
          "stopPercent",
          "sample",
          "silenceSlots",
          "deadline",
          "from",
          "to",
          "zone",
          "takesLater",
          "consent");

  private RolloutForm() {}

  static Form usual() {
    Gates gates = Gates.USUAL;
    Map<String, String> values = new LinkedHashMap<>();
    values.put("waves", "10, 10 %, 50 %");
    values.put("confirmedPercent", Integer.toString(gates.confirmedPercent()));
    values.put("soak", Long.toString(gates.soak().toHours()));
    values.put("pausePercent", Integer.toString(gates.pausePercent()));
    values.put("stopPercent", Integer.toString(gates.stopPercent()));
    values.put("sample", Integer.toString(gates.sample()));
    values.put("silenceSlots", Integer.toString(gates.silenceSlots()));
    values.put("deadline", Long.toString(Plan.Terms.USUAL.deadline().toDays()));
    return new Form(values, Map.of());
  }

  static TypedPlan typed(Visit visit) {
    // Repository, hardware and id: none of them has a blank.
    String[] release = (visit.field("release") + "  ").split(" ", -1);
    String name = visit.field("name");
    boolean hasWindow = !(visit.field("from") + visit.field("to")).isEmpty();
    return new TypedPlan(
        name.isEmpty() ? release[2] : name,
        release[0],
        release[1],
        release[2],
        new TypedSelection(visit.field("namePart"), visit.field("runsVersion"), List.of()),
        waves(visit.field("waves"), visit.words()),
        new TypedGates(
            number(visit.field("confirmedPercent")),
            "PT" + visit.field("soak") + "H",
            number(visit.field("pausePercent")),
            number(visit.field("stopPercent")),
            number(visit.field("sample")),
            number(visit.field("silenceSlots"))),
        !visit.field("takesLater").isEmpty(),
        !visit.field("consent").isEmpty(),
        hasWindow
            ? new TypedWindow(visit.field("from"), visit.field("to"), visit.field("zone"))
            : null,
        "P" + visit.field("deadline") + "D");
  }

  /** {@code 10, 10 %, 50 %}: devices, and shares; the rest comes last by itself. */
  private static List<TypedWave> waves(String text, Words words) {
    List<TypedWave> waves = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String size = part.strip();
      boolean isShare = size.endsWith("%");
      BigDecimal number = number(isShare ? size.substring(0, size.length() - 1).strip() : size);
      String name = isShare ? size : words.t("rollout.plan.devices", size);
      waves.add(new TypedWave(name, isShare ? null : number, isShare ? number : null));
    }
    waves.add(new TypedWave(words.t("rollout.plan.rest"), null, null));
    return waves;
  }

  /** What is no number is refused by its bounds, and not taken for the default. */
  private static BigDecimal number(String text) {
    return text.matches("[0-9]{1,9}") ? new BigDecimal(text) : BigDecimal.ONE.negate();
  }

  /** The same form again. */
  static Form again(Visit visit, @Nullable InvalidException invalid) {
    Map<String, String> values = new LinkedHashMap<>();
    FIELDS.forEach(field -> values.put(field, visit.field(field)));
    Map<String, String> errors = new LinkedHashMap<>();
    for (FieldError error : invalid == null ? List.<FieldError>of() : invalid.errors()) {
      String field =
          switch (error.field()) {
            case "repository", "hardware" -> "release";
            case "selection", "devices" -> "namePart";
            default -> error.field();
          };
      String key = "rollout.wrong." + field;
      errors.put(
          field,
          visit.words().has(key)
              ? visit.words().t(key)
              : visit.words().t("entry.otherwise", error.reason(), error.accepted()));
    }
    return new Form(values, errors);
  }
}
