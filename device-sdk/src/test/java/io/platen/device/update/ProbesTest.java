package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_212;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.testing.TestStorage;
import io.platen.device.testing.TestUpdates;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Probe.Verdict;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What has to be well before a component is confirmed. */
class ProbesTest {
  @Test
  @Verifies(positive = PLT_UPD_212)
  void excuses_a_server_that_is_away_where_the_network_is_well_and_the_reason_known()
      throws Exception {
    Probe probe = Probes.server(() -> false, () -> Optional.of("it answers 503"), () -> true);
    assertThat(probe.look()).isEqualTo(Finding.excused("it answers 503"));
  }

  @Test
  @Verifies(negative = PLT_UPD_212)
  void does_not_excuse_it_without_a_network_or_a_reason() throws Exception {
    assertThat(Probes.server(() -> false, () -> Optional.of("503"), () -> false).look().verdict())
        .isEqualTo(Verdict.BAD);
    assertThat(Probes.server(() -> false, Optional::empty, () -> true).look().verdict())
        .isEqualTo(Verdict.BAD);
    assertThat(Probes.server(() -> true, Optional::empty, () -> false).look())
        .isEqualTo(Finding.GOOD);
  }

  @Test
  @Verifies(positive = {PLT_UPD_211, PLT_UPD_212})
  void confirms_at_the_deadline_what_is_excused_and_not_before() throws Exception {
    // given
    TestUpdates device = new TestUpdates();
    device.health = Finding.excused("it answers 503");
    device.updater.assign(
        TestUpdates.of("2", device.part(ComponentName.APPLICATION, "2", 7)), Terms.NONE);
    assertThat(device.run()).isInstanceOf(Next.Wait.class);

    // when
    device.elapsed = Health.DEADLINE;
    Next next = device.run();

    // then
    assertThat(next).isInstanceOf(Next.Report.class);
    Result result = ((Next.Report) next).result();
    assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(result.reason()).contains("503");
  }

  @Test
  @Verifies(negative = PLT_UPD_211)
  void is_as_bad_as_the_worst_probe_and_names_all_that_are_not_well() throws Exception {
    // given
    TestStorage full = new TestStorage();
    full.fullFromWrite(1);
    Health health =
        new Health(
            List.of(
                Probes.service(() -> false),
                Probes.network(() -> true),
                Probes.server(() -> false, () -> Optional.of("503"), () -> true),
                Probes.disk(full)));

    // when
    Finding found = health.look();

    // then
    assertThat(found.verdict()).isEqualTo(Verdict.BAD);
    assertThat(found.reason())
        .contains("service: it does not work", "server: 503", "disk: No space left on device")
        .doesNotContain("network");
  }

  @Test
  void finds_a_disk_well_that_gives_back_what_was_written() throws Exception {
    assertThat(Probes.disk(new TestStorage()).look()).isEqualTo(Finding.GOOD);
  }

  @Test
  void refuses_to_go_without_any_probe() {
    assertThatThrownBy(() -> new Health(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
