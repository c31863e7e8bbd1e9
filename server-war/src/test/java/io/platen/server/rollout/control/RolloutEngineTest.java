package io.platen.server.rollout.control;

import static io.platen.protocol.Requirement.PLT_UPD_434;
import static io.platen.protocol.Requirement.PLT_UPD_435;
import static io.platen.protocol.Requirement.PLT_UPD_436;
import static io.platen.protocol.Requirement.PLT_UPD_438;
import static io.platen.server.rollout.control.TestRollouts.ANNA;
import static io.platen.server.rollout.control.TestRollouts.NEW;
import static io.platen.server.rollout.control.TestRollouts.OLD;
import static io.platen.server.rollout.control.TestRollouts.TENANT;
import static io.platen.server.rollout.control.TestRollouts.at;
import static io.platen.server.rollout.control.TestRollouts.device;
import static io.platen.server.rollout.control.TestRollouts.ended;
import static io.platen.server.rollout.control.TestRollouts.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.protocol.report.UpdateState.Stage;
import io.platen.server.rollout.control.Rollout.State;
import io.platen.server.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fleet and the rules over a real database, hour by hour on a clock of their own. */
class RolloutEngineTest {
  private static final int HOURS = 24 * 30;

  private TestDatabase test;
  private TestRollouts site;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    site = new TestRollouts(test);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  @Verifies(negative = PLT_UPD_434)
  void stops_a_release_whose_health_check_fails_when_at_most_two_percent_of_1000_are_touched() {
    // given
    Rollout rollout = site.withDevices(1_000).rollouts.create(ANNA, plan());
    // when
    run(
        rollout,
        hours -> hours < 3 ? healthy(hours) : ended(Outcome.RETURNED, OLD, "no own service"));
    // then
    assertThat(site.state(rollout)).isEqualTo(State.STOPPED);
    assertThat(site.told(rollout)).hasSizeBetween(1, 20);
    assertThat(site.rollouts.decisions(TENANT, rollout.id()).get(0))
        .extracting(Decision::what, Decision::fault, Decision::actor)
        .containsExactly(Decision.What.STOPPED, Step.Fault.BAD_SHARE, null);
    assertThat(site.members(rollout)).extracting(Member::standing).doesNotContain(Standing.WAITING);
  }

  @Test
  @Verifies(negative = {PLT_UPD_434, PLT_UPD_436})
  void pauses_when_devices_say_that_it_is_installed_and_run_the_old_slot() {
    // given
    Rollout rollout = site.withDevices(1_000).rollouts.create(ANNA, plan());
    // when
    run(rollout, hours -> hours < 3 ? healthy(hours) : ended(Outcome.CONFIRMED, OLD, null));
    // then
    Rollouts.Progress end = site.rollouts.get(TENANT, rollout.id());
    assertThat(end.rollout().state()).isEqualTo(State.PAUSED);
    assertThat(end.rollout().fault()).isEqualTo(Step.Fault.CONTRADICTION);
    assertThat(site.told(rollout)).hasSize(10);
  }

  @Test
  @Verifies(positive = PLT_UPD_434)
  void reaches_each_device_with_a_good_release_in_waves() {
    // given
    Rollout rollout = site.withDevices(40).rollouts.create(ANNA, plan());
    // when
    run(rollout, RolloutEngineTest::healthy);
    // then
    Rollouts.Progress end = site.rollouts.get(TENANT, rollout.id());
    assertThat(end.rollout().state()).isEqualTo(State.FINISHED);
    assertThat(end.all().confirmed()).isEqualTo(40);
    // 10 %, at least one more than the canaries.
    assertThat(end.waves()).extracting(WaveCount::all).containsExactly(10, 1, 9, 20);
    assertThat(end.rollout().opened(1))
        .isEqualTo(end.rollout().opened(0).plus(Duration.ofHours(7)));
    assertThat(site.rollouts.decisions(TENANT, rollout.id()))
        .extracting(Decision::what)
        .containsSubsequence(
            Decision.What.FINISHED,
            Decision.What.OPENED,
            Decision.What.SOAKS,
            Decision.What.OPENED,
            Decision.What.CREATED);
  }

  @Test
  @Verifies(positive = PLT_UPD_435, negative = PLT_UPD_435)
  void counts_a_device_as_silent_that_was_due_and_did_not_come_and_not_overnight() {
    // given
    Rollout rollout = site.withDevices(4).rollouts.create(ANNA, plan());
    site.engine().look();
    site.says(device(0), at(Stage.TRIAL, NEW));
    // when
    site.pass(Duration.ofHours(10)); // in some zones it is night
    site.engine().look();
    // then
    assertThat(site.standing(rollout, device(0))).isEqualTo(Standing.TRIAL);
    // when
    site.pass(Duration.ofHours(36));
    site.engine().look();
    // then
    assertThat(site.standing(rollout, device(0))).isEqualTo(Standing.SILENT);
  }

  @Test
  void takes_a_device_back_that_was_silent_and_comes_again() {
    // given
    Rollout rollout = site.withDevices(1).rollouts.create(ANNA, plan());
    site.engine().look();
    site.pass(Duration.ofDays(3));
    site.engine().look();
    assertThat(site.standing(rollout, device(0))).isEqualTo(Standing.SILENT);
    // when
    site.says(device(0), at(Stage.DOWNLOADING, OLD));
    // then
    assertThat(site.standing(rollout, device(0))).isEqualTo(Standing.DOWNLOADING);
  }

  @Test
  @Verifies(positive = PLT_UPD_436)
  void goes_on_when_people_have_seen_the_contradiction() {
    // given
    Rollout rollout = site.withDevices(40).rollouts.create(ANNA, plan());
    site.engine().look();
    List<UUID> canaries = site.told(rollout);
    site.says(canaries.get(0), ended(Outcome.CONFIRMED, OLD, null));
    site.pass(RolloutEngine.PAUSE);
    site.engine().look();
    assertThat(site.state(rollout)).isEqualTo(State.PAUSED);
    // when
    site.rollouts.act(ANNA, rollout.id(), Rollouts.Action.RESUME);
    canaries.stream().skip(1).forEach(each -> site.says(each, healthy(4)));
    site.pass(Duration.ofHours(5));
    site.engine().look();
    // then
    assertThat(site.state(rollout)).isEqualTo(State.RUNNING);
    assertThat(site.told(rollout)).hasSize(11);
  }

  @Test
  @Verifies(positive = PLT_UPD_438, negative = PLT_UPD_438)
  void holds_it_against_nobody_that_a_device_comes_and_is_put_off_day_after_day() {
    // given
    Rollout rollout = site.withDevices(3).rollouts.create(ANNA, plan());
    site.engine().look();
    // when
    for (int day = 0; day < 6; day++) {
      site.pass(Duration.ofHours(24));
      for (int number = 0; number < 3; number++) {
        site.says(device(number), at(Stage.DOWNLOADING, OLD));
      }
      site.engine().look();
    }
    // then
    assertThat(site.rollouts.get(TENANT, rollout.id()).all())
        .extracting(WaveCount::underway, WaveCount::bad)
        .containsExactly(3, 0);
  }

  @Test
  void counts_a_device_as_silent_at_its_deadline_that_comes_and_gets_nowhere() {
    // given
    Rollout rollout = site.withDevices(3).rollouts.create(ANNA, plan());
    site.engine().look();
    // when
    for (int day = 0; day < 7; day++) {
      site.says(device(0), at(Stage.DOWNLOADING, OLD));
      site.pass(Duration.ofHours(24));
      site.says(device(0), at(Stage.DOWNLOADING, OLD));
    }
    site.engine().look();
    // then
    assertThat(site.standing(rollout, device(0))).isEqualTo(Standing.SILENT);
  }

  @Test
  void tells_nobody_before_the_pair_packs_are_made() {
    // given
    site.releases.awaitsPairs = true;
    Rollout rollout = site.withDevices(3).rollouts.create(ANNA, plan());
    // when
    site.engine().look();
    // then
    assertThat(site.told(rollout)).isEmpty();
    assertThat(packsUntil(rollout)).isEqualTo(TestRollouts.START.plus(Rollout.PACKS));
    // when
    site.releases.awaitsPairs = false;
    site.pass(RolloutEngine.PAUSE);
    site.engine().look();
    // then
    assertThat(site.told(rollout)).hasSize(3);
    assertThat(packsUntil(rollout)).isNull();
  }

  @Test
  void holds_no_rollout_while_it_asks_for_pair_packs() {
    // given: who asks sees whether somebody else could have the rollout meanwhile
    Rollout rollout = site.withDevices(3).rollouts.create(ANNA, plan());
    AtomicInteger asked = new AtomicInteger();
    site.releases.asked =
        () -> {
          site.test.execute(
              "SET lock_timeout = '2s'; SELECT 1 FROM rollout FOR UPDATE; RESET lock_timeout");
          asked.incrementAndGet();
        };
    // when
    site.engine().look();
    // then
    assertThat(asked).hasValue(1);
    assertThat(site.told(rollout)).hasSize(3);
  }

  @Test
  void waits_for_pair_packs_no_longer_than_it_says() {
    // given
    site.releases.awaitsPairs = true;
    Rollout rollout = site.withDevices(3).rollouts.create(ANNA, plan());
    // when
    site.pass(Rollout.PACKS.minus(RolloutEngine.PAUSE));
    site.engine().look();
    // then
    assertThat(site.told(rollout)).isEmpty();
    // when
    site.pass(RolloutEngine.PAUSE);
    site.engine().look();
    // then
    assertThat(site.told(rollout)).hasSize(3);
  }

  private @Nullable Instant packsUntil(Rollout rollout) {
    return site.rollouts.get(TENANT, rollout.id()).rollout().packsUntil();
  }

  @Test
  void leaves_a_rollout_to_the_node_that_has_it_in_its_hands() {
    // given
    Rollout rollout = site.withDevices(3).rollouts.create(ANNA, plan());
    int looked =
        test.database()
            .inTransaction(
                other -> {
                  new RolloutRows(other).take(site.now());
                  // when
                  return site.engine().look();
                });
    // then
    assertThat(looked).isZero();
    assertThat(site.engine().look()).isEqualTo(1);
    assertThat(site.engine().look()).isZero(); // not due again
    assertThat(site.told(rollout)).hasSize(3);
  }

  @Test
  void takes_devices_that_come_later_into_the_last_wave_where_it_was_asked_to() {
    // given
    Plan usual = plan();
    Plan open =
        new Plan(
            usual.name(),
            usual.subject(),
            usual.selection(),
            List.of(new Wave("all", new Wave.Rest())),
            usual.gates(),
            true,
            usual.terms());
    Rollout rollout = site.withDevices(2).rollouts.create(ANNA, open);
    run(rollout, RolloutEngineTest::healthy, 10);
    assertThat(site.state(rollout)).isEqualTo(State.RUNNING);
    // when
    site.addDevices(2, 4);
    run(rollout, RolloutEngineTest::healthy, 10);
    // then
    assertThat(site.rollouts.get(TENANT, rollout.id()).all().confirmed()).isEqualTo(4);
  }

  private void run(Rollout rollout, IntFunction<UpdateState> says) {
    run(rollout, says, HOURS);
  }

  /** Until it runs no more. */
  private void run(Rollout rollout, IntFunction<UpdateState> says, int most) {
    RolloutEngine engine = site.engine();
    Map<UUID, Instant> told = new HashMap<>();
    for (int hour = 0; hour < most && site.state(rollout) == State.RUNNING; hour++) {
      engine.look();
      site.told(rollout).forEach(each -> told.putIfAbsent(each, site.now()));
      told.forEach(
          (each, since) -> {
            int hours = (int) Duration.between(since, site.now()).toHours();
            if (hours < 5) {
              site.says(each, says.apply(hours));
            }
          });
      site.pass(Duration.ofHours(1));
    }
  }

  /** Hours after it was told. */
  private static UpdateState healthy(int hours) {
    return switch (hours) {
      case 0 -> at(Stage.DOWNLOADING, OLD);
      case 1 -> at(Stage.ARMED, OLD);
      case 2 -> at(Stage.TRIAL, NEW);
      default -> ended(Outcome.CONFIRMED, NEW, null);
    };
  }
}
