package io.platen.protocol.sync;

import static io.platen.protocol.Requirement.PLT_SYN_011;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.sync.Policy.MaskKind;
import io.platen.protocol.sync.PolicyRules.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyRulesTest {
  @Test
  void finds_nothing_wrong_with_the_defaults() {
    assertThat(PolicyRules.violations(Policy.DEFAULT)).isEmpty();
  }

  @ParameterizedTest(name = "interval {0}, random delay {1}, full every {2}")
  @CsvSource({"PT1M, PT0S, PT1M", "P1D, P1D, P7D"})
  @Verifies(positive = PLT_SYN_011)
  void allows_the_ends_of_each_range(Duration interval, Duration delay, Duration full) {
    assertThat(PolicyRules.violations(scheduled(interval, delay, full))).isEmpty();
  }

  @ParameterizedTest(name = "interval {0}, random delay {1}, full every {2}")
  @CsvSource({"PT59S, PT-1S, PT59S", "PT24H0M1S, PT24H0M1S, PT168H0M1S"})
  @Verifies(negative = PLT_SYN_011)
  void finds_what_lies_beyond_the_ends(Duration interval, Duration delay, Duration full) {
    assertThat(PolicyRules.violations(scheduled(interval, delay, full)))
        .extracting(Violation::field)
        .containsExactly("interval", "randomDelay", "fullEvery");
  }

  @ParameterizedTest(name = "every {0}")
  @CsvSource({"PT59S", "P31DT1S"})
  @Verifies(negative = PLT_SYN_011)
  void finds_searches_too_often_and_too_rarely(Duration every) {
    // given
    Policy.Schedule usual = Policy.Schedule.DEFAULT;
    Policy.Schedule schedule =
        new Policy.Schedule(
            usual.from(),
            usual.to(),
            null,
            usual.interval(),
            usual.randomDelay(),
            usual.fullEvery(),
            every);
    // when, then
    assertThat(PolicyRules.violations(new Policy(false, schedule, Policy.Limits.DEFAULT, Map.of())))
        .extracting(Violation::field)
        .containsExactly("discoveryEvery");
  }

  @Test
  @Verifies(negative = PLT_SYN_011)
  void finds_limits_that_no_device_can_keep() {
    // given
    Policy.Limits limits = new Policy.Limits(16_383, 0, 65_535, Duration.ofMinutes(59), 0, 59_999);

    // when
    List<Violation> violations =
        PolicyRules.violations(new Policy(false, Policy.Schedule.DEFAULT, limits, Map.of()));

    // then
    assertThat(violations)
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "bodyBytes",
            "printersPerReport",
            "outboxBytes",
            "outboxAge",
            "packetsPerSecond",
            "bytesPerMinute");
    assertThat(violations.get(0)).hasToString("bodyBytes is 16383, but allowed is from 16384");
  }

  @Test
  void finds_a_mask_for_a_class_that_has_none_and_passes_over_one_that_it_does_not_know() {
    // given
    Map<String, MaskKind> masks =
        Map.of(
            "use", MaskKind.OMIT,
            "stock", MaskKind.NONE,
            "serial", MaskKind.OMIT,
            "of-a-later-minor", MaskKind.OMIT);

    // when
    List<Violation> violations =
        PolicyRules.violations(
            new Policy(false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, masks));

    // then
    assertThat(violations)
        .extracting(Violation::toString)
        .containsExactly("masks.use is omit, but allowed is none for this class");
  }

  private static Policy scheduled(Duration interval, Duration delay, Duration full) {
    Policy.Schedule usual = Policy.Schedule.DEFAULT;
    return new Policy(
        false,
        new Policy.Schedule(usual.from(), usual.to(), null, interval, delay, full),
        Policy.Limits.DEFAULT,
        Map.of());
  }
}
