package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_208;
import static io.platen.protocol.Requirement.PLT_UPD_209;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestUpdates;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.Release;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a release may start. */
class TermsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest(name = "from {0} to {1}, at {2}: {3}")
  @CsvSource({
    "02:00, 04:00, 2026-01-15T02:30:00Z, 2026-01-15T02:30:00Z", // winter, 03:30 there
    "02:00, 04:00, 2026-07-15T02:30:00Z, 2026-07-16T00:00:00Z", // summer, 04:30 there
    "02:00, 04:00, 2026-07-15T00:00:00Z, 2026-07-15T00:00:00Z",
    "02:00, 04:00, 2026-07-15T02:00:00Z, 2026-07-16T00:00:00Z", // its end is outside
    "22:00, 05:00, 2026-01-15T03:30:00Z, 2026-01-15T03:30:00Z", // began yesterday
    "22:00, 05:00, 2026-01-15T12:00:00Z, 2026-01-15T21:00:00Z",
    // 29 March, 02:00 to 03:00 is left out: it opens when that hour would be over
    "02:15, 02:45, 2026-03-29T00:00:00Z, 2026-03-29T01:15:00Z",
    "02:15, 02:45, 2026-03-29T01:45:00Z, 2026-03-30T00:15:00Z",
    // 25 October, 02:00 to 03:00 comes twice: it opens once
    "02:15, 02:45, 2026-10-25T00:00:00Z, 2026-10-25T00:15:00Z",
    "02:15, 02:45, 2026-10-25T01:20:00Z, 2026-10-26T01:15:00Z",
    "03:00, 03:00, 2026-03-29T12:00:00Z, 2026-03-29T12:00:00Z" // all day
  })
  @Verifies(positive = PLT_UPD_208)
  void opens_at_local_hours_of_the_zone(LocalTime from, LocalTime to, Instant now, Instant opens) {
    assertThat(new Window(from, to, BERLIN).next(now)).isEqualTo(opens);
  }

  @Test
  @Verifies(positive = PLT_UPD_208, negative = PLT_UPD_208)
  void fetches_at_any_time_and_starts_only_within_the_window() throws Exception {
    // given
    TestUpdates device = new TestUpdates();
    Window night = new Window(LocalTime.of(2, 0), LocalTime.of(4, 0), BERLIN);
    device.updater.assign(device.release("2", 7), new Terms(false, Optional.of(night)));

    // when
    Next next = device.run();

    // then
    assertThat(next)
        .isEqualTo(
            new Next.Wait(
                Instant.parse("2026-11-27T01:00:00Z"), "The window for updates is closed"));
    assertThat(device.updater.status().stage()).isEqualTo(Stage.VERIFIED);
    assertThat(device.restarts).isEmpty();
    device.now = Instant.parse("2026-11-27T01:00:00Z");
    assertThat(device.run()).isInstanceOf(Next.Report.class);
    assertThat(device.restarts).hasSize(3);
  }

  @Test
  @Verifies(positive = PLT_UPD_209, negative = PLT_UPD_209)
  void starts_only_when_somebody_has_agreed_to_this_release() throws Exception {
    // given
    TestUpdates device = new TestUpdates();
    device.updater.assign(device.release("2", 7), new Terms(true, Optional.empty()));
    assertThat(device.run()).isEqualTo(new Next.Consent("2"));
    assertThat(device.updater.status().waitsForConsent()).isTrue();

    // when
    device.updater.agree("1");

    // then
    assertThat(device.run()).isEqualTo(new Next.Consent("2"));
    device.updater.agree("2");
    device.newProcess();
    assertThat(device.run()).isInstanceOf(Next.Report.class);
  }

  @Test
  void takes_other_terms_for_the_release_that_is_under_way() throws Exception {
    // given
    TestUpdates device = new TestUpdates();
    Release release = device.release("2", 7);
    device.updater.assign(release, new Terms(true, Optional.empty()));
    device.run();

    // when
    assertThat(device.updater.assign(release, Terms.NONE)).isEmpty();

    // then
    assertThat(device.run()).isInstanceOf(Next.Report.class);
  }
}
