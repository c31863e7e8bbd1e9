package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.sync.Policy;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.policy.control.Policies;
import io.platen.server.policy.control.PolicyCheck;
import io.platen.server.problem.InvalidException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyFormTest {
  private final Map<String, String> typed = new HashMap<>(PolicyForm.of(Policies.USUAL).values());

  @Test
  void gives_back_the_policy_that_it_shows() {
    assertThat(PolicyCheck.check(PolicyForm.typed(visit()))).isEqualTo(Policies.USUAL);
  }

  @Test
  void takes_minutes_masks_and_a_box_that_is_not_ticked() {
    // given
    typed.put("interval", "90");
    typed.put("discoveryEvery", "60");
    typed.put("bytesPerMinute", "90000");
    typed.put("mask-location", "omit");
    typed.remove("sources");

    // when
    Policy policy = PolicyCheck.check(PolicyForm.typed(visit()));

    // then
    assertThat(policy.schedule().interval()).isEqualTo(Duration.ofMinutes(90));
    assertThat(policy.schedule().discoveryEvery()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.limits().bytesPerMinute()).isEqualTo(90_000);
    assertThat(policy.masks()).containsExactly(Map.entry("location", Policy.MaskKind.OMIT));
    assertThat(policy.sources()).isFalse();
  }

  @Test
  void takes_which_alerts_are_told_at_once_and_says_what_is_wrong_with_them() {
    // given
    typed.remove("alertsAlways");
    typed.remove("severity-warning");
    typed.put("alertsExcept", "23, 24");
    // when
    Policy policy = PolicyCheck.check(PolicyForm.typed(visit()));
    typed.put("alertsExcept", "all");
    InvalidException invalid =
        catchThrowableOfType(
            InvalidException.class, () -> PolicyCheck.check(PolicyForm.typed(visit())));
    // then
    assertThat(policy.alerts())
        .isEqualTo(
            new Policy.Alerts(
                true,
                java.util.Set.of(io.platen.protocol.printer.PrinterAlert.Severity.CRITICAL),
                java.util.Set.of(23, 24),
                false));
    assertThat(PolicyForm.wrong(visit(), invalid).errors()).containsOnlyKeys("alertsExcept");
  }

  @Test
  void says_each_error_beside_its_field_and_keeps_what_was_typed() {
    // given
    typed.put("from", "5 o'clock");
    typed.put("zone", "Middle-earth");
    typed.put("interval", "2000");
    typed.put("discoveryEvery", "0");
    typed.put("packetsPerSecond", "many");
    typed.put("bytesPerMinute", "few");

    // when
    InvalidException invalid =
        catchThrowableOfType(
            InvalidException.class, () -> PolicyCheck.check(PolicyForm.typed(visit())));
    Form form = PolicyForm.wrong(visit(), invalid);

    // then
    assertThat(form.errors())
        .containsOnlyKeys(
            "from", "zone", "interval", "discoveryEvery", "packetsPerSecond", "bytesPerMinute")
        .containsEntry("bytesPerMinute", "Give a whole number from 60000.")
        .containsEntry("discoveryEvery", "Give 1 to 44640 minutes.")
        .containsEntry("interval", "Give 1 to 1440 minutes.");
    assertThat(form.value("interval")).isEqualTo("2000");
    assertThat(form.value("sources")).isEqualTo("on");
  }

  private Visit visit() {
    Words words = Words.in(Locale.ENGLISH, ZoneOffset.UTC, Instant.EPOCH);
    return new Visit(
        "/policy",
        "/policy",
        typed,
        "192.0.2.1",
        null,
        words,
        frame -> {
          throw new IllegalStateException("No page is made here");
        });
  }
}
