package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.problem.InvalidException;
import io.platen.server.rollout.control.Gates;
import io.platen.server.rollout.control.Plan;
import io.platen.server.rollout.control.PlanReader;
import io.platen.server.rollout.control.Wave;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolloutFormTest {
  @Test
  void reads_the_usual_form_as_the_usual_plan() {
    // when
    Plan plan = PlanReader.read(RolloutForm.typed(visit(Map.of())));
    // then
    assertThat(plan.name()).isEqualTo("2026.3");
    assertThat(plan.subject()).isEqualTo(new Plan.Subject("acme", "pl-100", "2026.3"));
    assertThat(plan.gates()).isEqualTo(Gates.USUAL);
    assertThat(plan.terms()).isEqualTo(Plan.Terms.USUAL);
    assertThat(plan.waves())
        .extracting(Wave::size)
        .containsExactlyElementsOf(Plan.USUAL_WAVES.stream().map(Wave::size).toList());
  }

  @Test
  void reads_a_window_in_the_zone_that_was_typed() {
    // when
    Plan plan =
        PlanReader.read(
            RolloutForm.typed(
                visit(Map.of("from", "20:00", "to", "05:00", "zone", "Europe/Vienna"))));
    // then
    assertThat(plan.terms().window())
        .isEqualTo(
            new Plan.Window(LocalTime.of(20, 0), LocalTime.of(5, 0), ZoneId.of("Europe/Vienna")));
  }

  @Test
  void says_in_the_readers_words_what_cannot_be_read() {
    // given
    Visit visit = visit(Map.of("from", "8 pm", "to", "05:00", "zone", "+02:00", "soak", "x"));
    // when
    InvalidException invalid =
        catchThrowableOfType(
            InvalidException.class, () -> PlanReader.read(RolloutForm.typed(visit)));
    Form again = RolloutForm.again(visit, invalid);
    // then
    assertThat(again.errors())
        .containsOnlyKeys("from", "zone", "soak")
        .containsEntry("soak", visit.words().t("rollout.wrong.soak"));
    assertThat(again.value("zone")).isEqualTo("+02:00");
  }

  private static Visit visit(Map<String, String> changed) {
    Map<String, String> fields = new HashMap<>(RolloutForm.usual().values());
    fields.put("release", "acme pl-100 2026.3");
    fields.putAll(changed);
    Words words = Words.in(Locale.ENGLISH, ZoneOffset.UTC, Instant.EPOCH);
    return new Visit(
        "/rollouts/new", "/rollouts/new", fields, "192.0.2.1", null, words, frame -> null);
  }
}
