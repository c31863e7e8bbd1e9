package io.platen.server.policy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import io.platen.protocol.sync.SyncDocument;
import io.platen.server.policy.control.PolicyCheck.TypedAlerts;
import io.platen.server.policy.control.PolicyCheck.TypedPolicy;
import io.platen.server.policy.control.PolicyCheck.TypedSchedule;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCheckTest {
  private static final TypedSchedule USUAL =
      new TypedSchedule("05:00", "19:00", null, "PT2H", "PT20M", "P7D", null);

  @Test
  void reads_a_policy_as_it_is_typed() {
    // when
    Policy policy =
        PolicyCheck.check(
            new TypedPolicy(
                new TypedSchedule(
                    "22:00", "04:30", "Europe/Vienna", "PT30M", "PT0S", "P1D", "PT12H"),
                true,
                Map.of("location", "omit", "serial", "keyed"),
                BigDecimal.valueOf(25),
                BigDecimal.valueOf(90_000),
                null));

    // then
    assertThat(policy.schedule())
        .isEqualTo(
            new Policy.Schedule(
                LocalTime.of(22, 0),
                LocalTime.of(4, 30),
                ZoneId.of("Europe/Vienna"),
                Duration.ofMinutes(30),
                Duration.ZERO,
                Duration.ofDays(1),
                Duration.ofHours(12)));
    assertThat(policy.sources()).isTrue();
    assertThat(policy.masks())
        .isEqualTo(Map.of("location", MaskKind.OMIT, "serial", MaskKind.KEYED));
    assertThat(policy.limits().packetsPerSecond()).isEqualTo(25);
    assertThat(policy.limits().bytesPerMinute()).isEqualTo(90_000);
    assertThat(policy.limits().bodyBytes()).isEqualTo(Policy.Limits.DEFAULT.bodyBytes());
  }

  @ParameterizedTest(name = "every {0}, delay {1}, full {2}, {3} packets")
  @CsvSource({"PT60S, PT0S, PT1M, 1", "PT24H, P1D, P7D, 9223372036854775807"})
  void takes_the_ends_of_each_range_and_every_device_can_read_them(
      String interval, String delay, String full, BigDecimal packets) throws Exception {
    // when
    Policy policy =
        PolicyCheck.check(
            new TypedPolicy(
                new TypedSchedule("00:00", "23:59", "UTC", interval, delay, full, null),
                false,
                Map.of("network-address", "truncate", "host-name", "none"),
                packets,
                packets.max(BigDecimal.valueOf(60_000)),
                null));

    // then
    SyncDocument document = new SyncDocument(new UUID(0, 1), null, policy, List.of());
    assertThat(SyncCodec.read(SyncCodec.write(document))).isEqualTo(document);
  }

  @ParameterizedTest(name = "{0} is not {1}")
  @CsvSource({
    "interval, PT59S, from PT1M to PT24H",
    "interval, PT24H0M1S, from PT1M to PT24H",
    "interval, PT90.5S, whole seconds",
    "interval, two hours, ISO 8601",
    "interval, P99999999999999999999D, ISO 8601",
    "interval, -PT2H, from PT1M to PT24H",
    "randomDelay, PT-1S, from PT0S to PT24H",
    "randomDelay, P2D, from PT0S to PT24H",
    "fullEvery, PT30S, from PT1M to PT168H",
    "fullEvery, P8D, from PT1M to PT168H",
    "discoveryEvery, PT59S, from PT1M to PT744H",
    "discoveryEvery, soon, ISO 8601",
    "from, 24:00, 05:00",
    "from, 5:00, 05:00",
    "to, 19:00:30, 05:00",
    "zone, Europe/Nowhere, Europe/Vienna",
    "zone, +01:00, Europe/Vienna",
    "zone, '', Europe/Vienna"
  })
  void refuses_a_schedule_and_says_what_is_allowed(String field, String text, String allowed) {
    // given
    TypedSchedule typed =
        new TypedSchedule(
            field.equals("from") ? text : USUAL.from(),
            field.equals("to") ? text : USUAL.to(),
            field.equals("zone") ? text : null,
            field.equals("interval") ? text : USUAL.interval(),
            field.equals("randomDelay") ? text : USUAL.randomDelay(),
            field.equals("fullEvery") ? text : USUAL.fullEvery(),
            field.equals("discoveryEvery") ? text : null);

    // when
    List<FieldError> errors =
        errors(new TypedPolicy(typed, false, Map.of(), BigDecimal.valueOf(100), null, null));

    // then
    assertThat(errors).extracting(FieldError::field).containsExactly("schedule." + field);
    assertThat(errors.get(0).accepted()).contains(allowed);
    assertThat(errors.get(0).reason()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0} packets a second")
  @CsvSource({"0", "-1", "1.5", "99999999999999999999"})
  void refuses_what_is_no_number_of_packets(BigDecimal packets) {
    // when
    List<FieldError> errors = errors(new TypedPolicy(USUAL, false, Map.of(), packets, null, null));

    // then
    assertThat(errors).extracting(FieldError::field).containsExactly("packetsPerSecond");
    assertThat(errors.get(0).reason()).contains(packets.toString());
    assertThat(errors.get(0).accepted()).contains("from 1");
  }

  @ParameterizedTest(name = "{0} bytes a minute")
  @CsvSource({"59999", "-1", "60000.5", "99999999999999999999"})
  void refuses_what_is_no_number_of_bytes(BigDecimal bytes) {
    // when
    List<FieldError> errors =
        errors(new TypedPolicy(USUAL, false, Map.of(), BigDecimal.valueOf(100), bytes, null));

    // then
    assertThat(errors).extracting(FieldError::field).containsExactly("bytesPerMinute");
    assertThat(errors.get(0).accepted()).contains("from 60000");
  }

  @Test
  void refuses_a_mask_for_what_no_device_knows() {
    // when
    List<FieldError> errors =
        errors(
            new TypedPolicy(
                USUAL, false, Map.of("locaton", "omit"), BigDecimal.valueOf(100), null, null));

    // then
    assertThat(errors).extracting(FieldError::field).containsExactly("masks");
    assertThat(errors.get(0).reason()).contains("locaton");
    assertThat(errors.get(0).accepted()).contains("location", "serial", "panel-text");
  }

  @Test
  void refuses_a_kind_of_mask_that_does_not_exist_or_is_missing() {
    assertThat(
            errors(
                new TypedPolicy(
                    USUAL, false, Map.of("location", "hide"), BigDecimal.valueOf(100), null, null)))
        .containsExactly(
            new FieldError(
                "masks.location", "'hide' is none of the four", "none, truncate, keyed or omit"));
    assertThat(
            errors(
                new TypedPolicy(
                    USUAL,
                    false,
                    Collections.singletonMap("location", null),
                    BigDecimal.valueOf(100),
                    null,
                    null)))
        .extracting(FieldError::reason)
        .containsExactly("It is missing");
  }

  @Test
  void names_every_part_that_is_missing_and_resets_none() {
    assertThat(errors(new TypedPolicy(null, null, null, null, null, null)))
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("schedule", "sources", "masks", "packetsPerSecond");
    assertThat(
            errors(
                new TypedPolicy(
                    new TypedSchedule(null, null, null, null, null, null, null),
                    true,
                    Map.of(),
                    BigDecimal.valueOf(1),
                    null,
                    null)))
        .extracting(FieldError::field)
        .containsExactly(
            "schedule.from",
            "schedule.to",
            "schedule.interval",
            "schedule.randomDelay",
            "schedule.fullEvery");
  }

  private static List<FieldError> errors(TypedPolicy typed) {
    return catchThrowableOfType(InvalidException.class, () -> PolicyCheck.check(typed)).errors();
  }

  @Test
  void takes_which_alerts_are_told_at_once() {
    // given
    TypedAlerts alerts = new TypedAlerts(true, List.of("critical"), List.of(24, 23), false);
    // when
    Policy policy =
        PolicyCheck.check(
            new TypedPolicy(USUAL, true, Map.of(), BigDecimal.valueOf(100), null, alerts));
    // then
    assertThat(policy.alerts())
        .isEqualTo(new Policy.Alerts(true, Set.of(Severity.CRITICAL), Set.of(23, 24), false));
  }

  @Test
  void refuses_alerts_that_no_device_could_tell() {
    // given
    TypedAlerts none = new TypedAlerts(true, List.of(), List.of(), true);
    TypedAlerts wrong = new TypedAlerts(true, List.of("fatal"), List.of(0), true);
    // then
    assertThat(errors(new TypedPolicy(USUAL, true, Map.of(), BigDecimal.valueOf(100), null, none)))
        .extracting(FieldError::field)
        .containsExactly("alerts.severities");
    assertThat(errors(new TypedPolicy(USUAL, true, Map.of(), BigDecimal.valueOf(100), null, wrong)))
        .extracting(FieldError::field)
        .containsExactly("alerts.severities", "alerts.except");
  }
}
