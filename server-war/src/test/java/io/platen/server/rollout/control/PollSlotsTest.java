package io.platen.server.rollout.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollSlotsTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final PollSlots USUAL = slots("05:00", "19:00", "PT2H", null);

  @Test
  void counts_the_slots_of_a_working_day_that_are_over() {
    // 05, 07, 09, 11, 13, 15, 17.
    assertThat(USUAL.between(at("2026-03-04T00:00:00Z"), at("2026-03-05T00:00:00Z"), 99))
        .isEqualTo(7);
    assertThat(USUAL.between(at("2026-03-04T05:00:00Z"), at("2026-03-04T08:59:59Z"), 99))
        .isEqualTo(1);
  }

  @Test
  void counts_none_overnight() {
    assertThat(USUAL.between(at("2026-03-04T19:00:00Z"), at("2026-03-05T06:59:59Z"), 99)).isZero();
  }

  @Test
  void counts_none_that_began_before() {
    assertThat(USUAL.between(at("2026-03-04T05:00:01Z"), at("2026-03-04T09:00:00Z"), 99))
        .isEqualTo(1);
  }

  @Test
  void goes_by_the_zone_of_the_site() {
    // given
    PollSlots vienna = slots("05:00", "19:00", "PT2H", ZoneId.of("Europe/Vienna"));
    // then
    assertThat(vienna.between(at("2026-03-04T04:00:00Z"), at("2026-03-04T06:00:00Z"), 99))
        .isEqualTo(1);
  }

  @Test
  void follows_a_window_over_midnight() {
    // given
    PollSlots night = slots("22:00", "04:00", "PT3H", null);
    // then
    assertThat(night.between(at("2026-03-04T23:00:00Z"), at("2026-03-05T04:00:00Z"), 99))
        .isEqualTo(1);
  }

  @Test
  void stops_counting_where_no_more_matters() {
    assertThat(USUAL.between(at("1970-01-01T00:00:00Z"), at("2099-01-01T00:00:00Z"), 4))
        .isEqualTo(4);
  }

  private static PollSlots slots(String from, String to, String every, @Nullable ZoneId zone) {
    return new PollSlots(
        new Policy.Schedule(
            LocalTime.parse(from),
            LocalTime.parse(to),
            zone,
            Duration.parse(every),
            Duration.ofMinutes(20),
            Duration.ofDays(1)),
        UTC);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
