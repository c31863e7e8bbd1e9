package io.platen.device.link;

import static io.platen.protocol.Requirement.PLT_LNK_053;
import static io.platen.protocol.Requirement.PLT_LNK_054;
import static io.platen.protocol.Requirement.PLT_LNK_055;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Report.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceClockTest {
  private static final Instant TRUE_TIME = Instant.parse("2027-03-04T10:00:00Z");

  private final List<Duration> corrections = new ArrayList<>();

  private DeviceClock clock(VirtualTime own) {
    return new DeviceClock(own, DeviceClock.BUILT, corrections::add);
  }

  private static void hear(DeviceClock clock, Instant date) {
    clock.heard(date, clock.own(), clock.own());
  }

  @ParameterizedTest(name = "a clock that shows {0}")
  @ValueSource(strings = {"1970-01-01T00:00:07Z", "2027-03-04T09:59:29Z", "2099-12-31T23:00:00Z"})
  @Verifies(positive = {PLT_LNK_053, PLT_LNK_054})
  void is_put_right_by_the_server(Instant wrong) {
    // given
    DeviceClock clock = clock(new VirtualTime(wrong));

    // when
    hear(clock, TRUE_TIME);

    // then
    assertThat(clock.read()).isEqualTo(new DeviceClock.Reading(TRUE_TIME, ClockQuality.SERVER));
    assertThat(clock.corrected(wrong.minusSeconds(5))).isEqualTo(TRUE_TIME.minusSeconds(5));
    assertThat(corrections).containsExactly(Duration.between(wrong, TRUE_TIME));
  }

  @ParameterizedTest(name = "{0} s off")
  @ValueSource(ints = {-30, -1, 0, 30})
  @Verifies(negative = PLT_LNK_053)
  void stays_as_it_is_within_thirty_seconds(int seconds) {
    // given
    DeviceClock clock = clock(new VirtualTime(TRUE_TIME.plusSeconds(seconds)));

    // when
    hear(clock, TRUE_TIME);

    // then
    assertThat(clock.read().quality()).isEqualTo(ClockQuality.SYNCHRONISED);
    assertThat(clock.instant()).isEqualTo(TRUE_TIME.plusSeconds(seconds));
    assertThat(corrections).isEmpty();
  }

  @Test
  void is_not_blamed_for_an_answer_that_took_its_time() {
    // given
    DeviceClock clock = clock(new VirtualTime(TRUE_TIME));

    // when: sent 50 s ago, and answered at once or just now
    clock.heard(TRUE_TIME.minusSeconds(50), TRUE_TIME.minusSeconds(50), TRUE_TIME);
    clock.heard(TRUE_TIME, TRUE_TIME.minusSeconds(50), TRUE_TIME);

    // then
    assertThat(corrections).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_LNK_053)
  void does_not_jitter_with_each_answer() {
    // given
    VirtualTime own = new VirtualTime(TRUE_TIME.minus(Duration.ofHours(1)));
    DeviceClock clock = clock(own);
    hear(clock, TRUE_TIME);

    // when
    own.advance(Duration.ofMinutes(10));
    hear(clock, TRUE_TIME.plusSeconds(603));

    // then
    assertThat(clock.instant()).isEqualTo(TRUE_TIME.plusSeconds(600));
    assertThat(corrections).hasSize(1);
  }

  @Test
  void is_its_own_again_when_someone_has_set_it() {
    // given
    VirtualTime own = new VirtualTime(TRUE_TIME.minus(Duration.ofHours(1)));
    DeviceClock clock = clock(own);
    hear(clock, TRUE_TIME);

    // when
    own.advance(Duration.ofHours(1));
    hear(clock, TRUE_TIME);

    // then
    assertThat(clock.read())
        .isEqualTo(new DeviceClock.Reading(TRUE_TIME, ClockQuality.SYNCHRONISED));
    assertThat(corrections).last().isEqualTo(Duration.ZERO);
  }

  @Test
  void is_not_corrected_twice_when_it_was_never_set_and_then_is() {
    // given
    VirtualTime own = new VirtualTime(Instant.EPOCH);
    DeviceClock clock = clock(own);
    hear(clock, TRUE_TIME);

    // when: something else than this device sets its clock, before the next answer
    own.advance(Duration.between(Instant.EPOCH, TRUE_TIME));

    // then
    assertThat(clock.read())
        .isEqualTo(new DeviceClock.Reading(TRUE_TIME, ClockQuality.SYNCHRONISED, false));
  }

  @Test
  void is_not_confirmed_any_more_when_it_has_jumped() {
    // given
    VirtualTime own = new VirtualTime(TRUE_TIME);
    DeviceClock clock = clock(own);
    hear(clock, TRUE_TIME);
    boolean before = clock.read().confirmed();

    // when
    own.advance(Duration.ofDays(2));
    boolean after = clock.read().confirmed();

    // then
    assertThat(before).isTrue();
    assertThat(after).isFalse();
  }

  @ParameterizedTest(name = "a clock that shows {0}")
  @CsvSource({"1970-01-01T00:00:07Z,UNSET", "2027-03-04T10:00:00Z,SYNCHRONISED"})
  @Verifies(negative = {PLT_LNK_054, PLT_LNK_055})
  void takes_no_time_from_before_the_software_was_built(Instant shown, ClockQuality quality) {
    // given
    DeviceClock clock = clock(new VirtualTime(shown));

    // when
    hear(clock, DeviceClock.BUILT.minusSeconds(1));

    // then
    assertThat(clock.read()).isEqualTo(new DeviceClock.Reading(shown, quality, false));
  }
}
