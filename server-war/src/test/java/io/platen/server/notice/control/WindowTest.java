package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.notice.entity.Window;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** When a maintenance window holds, by the clock on the site's wall. */
class WindowTest {
  private static final UUID SITE = new UUID(0, 1);

  private static Window window(String zone, List<String> days, String begins, String ends) {
    return WindowReader.read(
        1,
        new UUID(7, 7),
        new WindowReader.Typed("Night", SITE.toString(), zone, days, begins, ends));
  }

  private static boolean holds(Window window, String at) {
    return window.holds(SITE, Instant.parse(at));
  }

  @Test
  void begins_and_ends_by_local_time_in_summer_and_in_winter() {
    // given
    Window window = window("Europe/Vienna", null, "08:00", "09:00");
    // then
    assertThat(holds(window, "2026-07-01T06:00:00Z")).isTrue();
    assertThat(holds(window, "2026-07-01T07:00:00Z")).isFalse();
    assertThat(holds(window, "2026-12-01T06:59:59Z")).isFalse();
    assertThat(holds(window, "2026-12-01T07:00:00Z")).isTrue();
  }

  @Test
  void goes_on_over_midnight_from_the_day_on_which_it_began() {
    // given
    Window window = window("UTC", List.of("saturday"), "22:00", "04:00");
    // then
    assertThat(holds(window, "2026-11-21T21:59:59Z")).isFalse();
    assertThat(holds(window, "2026-11-21T22:00:00Z")).isTrue();
    assertThat(holds(window, "2026-11-22T03:59:59Z")).isTrue();
    assertThat(holds(window, "2026-11-22T04:00:00Z")).isFalse();
    assertThat(holds(window, "2026-11-22T22:30:00Z")).isFalse();
  }

  @Test
  void is_of_its_own_site_only() {
    assertThat(
            window("UTC", null, "00:00", "00:00")
                .holds(new UUID(0, 2), Instant.parse("2026-11-22T04:00:00Z")))
        .isFalse();
  }

  @Test
  void refuses_an_unknown_zone_an_offset_and_a_time_that_is_none() {
    assertThatThrownBy(() -> window("Mars/Olympus", null, "25:00", ""))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidException.class))
        .satisfies(
            e ->
                assertThat(e.errors())
                    .extracting(FieldError::field)
                    .containsExactly("zone", "begins", "ends"));
    assertThatThrownBy(() -> window("+02:00", null, "08:00", "09:00"))
        .isInstanceOf(InvalidException.class);
  }
}
