package io.platen.server.rollout.control;

import static io.platen.protocol.Requirement.PLT_UPD_439;
import static io.platen.server.rollout.control.TestRollouts.ANNA;
import static io.platen.server.rollout.control.TestRollouts.NEW;
import static io.platen.server.rollout.control.TestRollouts.OLD;
import static io.platen.server.rollout.control.TestRollouts.OTTO;
import static io.platen.server.rollout.control.TestRollouts.TENANT;
import static io.platen.server.rollout.control.TestRollouts.at;
import static io.platen.server.rollout.control.TestRollouts.device;
import static io.platen.server.rollout.control.TestRollouts.ended;
import static io.platen.server.rollout.control.TestRollouts.plan;
import static io.platen.server.rollout.control.TestRollouts.runs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.protocol.report.UpdateState.Stage;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.rollout.control.Candidate.Objection;
import io.platen.server.rollout.control.Rollout.State;
import io.platen.server.rollout.control.Rollouts.Action;
import io.platen.server.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutsTest {
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
  void says_before_it_begins_who_is_in_and_why_others_are_not() {
    // given
    site.withDevices(10);
    test.execute("UPDATE device SET state = 'DEACTIVATED' WHERE name = 'Device 1'");
    test.execute("DELETE FROM device_update WHERE device = '" + device(2) + "'");
    change(3, "repository = 'other'");
    change(4, "hardware = 'pl-200'");
    change(5, "revision = 6");
    test.execute("DELETE FROM device_component WHERE device = '" + device(6) + "'");
    test.execute("UPDATE device_component SET counter = 18 WHERE device = '" + device(7) + "'");
    site.says(device(8), runs(NEW));
    // when
    DryRun run = site.rollouts.dryRun(TENANT, plan());
    // then
    assertThat(run.in()).extracting(Candidate::name).containsExactly("Device 0", "Device 9");
    assertThat(run.out())
        .extracting(Candidate::objection)
        .containsExactly(
            Objection.INACTIVE,
            Objection.NEVER_SAID,
            Objection.OTHER_REPOSITORY,
            Objection.OTHER_HARDWARE,
            Objection.OTHER_REVISION,
            Objection.NO_SLOTS,
            Objection.BELOW_FLOOR,
            Objection.RUNS_ALREADY);
    assertThat(run.waves()).containsExactly(2, 0, 0, 0);
    assertThat(site.rollouts.list(TENANT)).isEmpty();
  }

  private void change(int device, String what) {
    test.execute("UPDATE device_update SET " + what + " WHERE device = '" + device(device) + "'");
  }

  @Test
  @Verifies(negative = PLT_UPD_439)
  void leaves_out_who_came_back_from_the_release_before_and_who_is_in_another_rollout() {
    // given
    Rollout first = site.withDevices(2).rollouts.create(ANNA, plan());
    site.engine().look();
    site.says(device(0), ended(Outcome.RETURNED, OLD, "no own service"));
    site.says(device(0), runs(OLD));
    test.execute("UPDATE device_update SET result_release = '2026.1'"); // of another one, since
    // then
    assertThat(site.rollouts.dryRun(TENANT, plan()).out())
        .extracting(Candidate::objection)
        .containsExactly(Objection.RETURNED_BEFORE, Objection.IN_ANOTHER);
    // when
    site.rollouts.act(ANNA, first.id(), Action.CANCEL);
    // then
    assertThat(site.rollouts.dryRun(TENANT, plan()).in())
        .extracting(Candidate::device)
        .containsExactly(device(1));
  }

  @Test
  void takes_only_those_that_the_selection_means() {
    // given
    site.withDevices(12);
    site.says(device(10), runs(NEW));
    // then
    assertThat(selected(new Plan.Selection("DEVICE 1", "", Set.of()))).hasSize(3);
    assertThat(selected(new Plan.Selection("device 1", "2.4.0", Set.of()))).hasSize(2);
    assertThat(selected(new Plan.Selection("", "", Set.of(device(4)))))
        .extracting(Candidate::device)
        .containsExactly(device(4));
  }

  private List<Candidate> selected(Plan.Selection selection) {
    Plan usual = plan();
    Plan plan =
        new Plan(
            usual.name(),
            usual.subject(),
            selection,
            usual.waves(),
            usual.gates(),
            false,
            usual.terms());
    return site.rollouts.dryRun(TENANT, plan).candidates();
  }

  @Test
  void refuses_one_without_devices_and_one_of_a_release_that_is_not_published() {
    // then
    assertThatThrownBy(() -> site.rollouts.create(ANNA, plan()))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("selection");
    // when
    site.withDevices(1).releases.there = false;
    // then
    assertThatThrownBy(() -> site.rollouts.create(ANNA, plan()))
        .isInstanceOf(InvalidException.class)
        .hasMessageContaining("release");
  }

  @Test
  void shows_a_tenant_nothing_of_another_ones() {
    // given
    Rollout rollout = site.withDevices(1).rollouts.create(ANNA, plan());
    // then
    assertThat(site.rollouts.list(TestRollouts.OTHER_TENANT)).isEmpty();
    assertThatThrownBy(() -> site.rollouts.get(TestRollouts.OTHER_TENANT, rollout.id()))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> site.rollouts.act(OTTO, rollout.id(), Action.STOP))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void writes_down_who_did_what() {
    // given
    Rollout rollout = site.withDevices(1).rollouts.create(ANNA, plan());
    // when
    site.rollouts.act(ANNA, rollout.id(), Action.PAUSE);
    site.rollouts.act(ANNA, rollout.id(), Action.RESUME);
    site.rollouts.act(ANNA, rollout.id(), Action.CANCEL);
    // then
    assertThat((String) test.value("SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entry"))
        .isEqualTo("rollout.create rollout.pause rollout.resume rollout.cancel");
    assertThat((String) test.value("SELECT min(subject) FROM audit_entry"))
        .isEqualTo("Device 2.4.1: acme pl-100 2026.3, " + rollout.id());
    assertThat(site.rollouts.decisions(TENANT, rollout.id()))
        .extracting(Decision::actor)
        .containsOnly("anna");
  }

  @Test
  void does_nothing_more_with_one_that_has_ended() {
    // given
    Rollout rollout = site.withDevices(1).rollouts.create(ANNA, plan());
    site.rollouts.act(ANNA, rollout.id(), Action.STOP);
    // then
    for (Action action : Action.values()) {
      assertThatThrownBy(() -> site.rollouts.act(ANNA, rollout.id(), action))
          .isInstanceOfSatisfying(
              RefusedException.class, refused -> assertThat(refused.status()).isEqualTo(409));
    }
    site.engine().look();
    assertThat(site.told(rollout)).isEmpty();
  }

  @Test
  void keeps_what_a_device_ran_and_runs_with_the_time_from_which_on() {
    // given
    site.withDevices(1);
    site.pass(Duration.ofHours(1));
    // when
    site.says(device(0), runs(NEW));
    site.says(device(0), runs(NEW));
    // then
    assertThat(
            (String)
                test.value(
                    "SELECT string_agg(version || ' ' || slot || ' ' || (until IS NULL), ', '"
                        + " ORDER BY since) FROM device_component"))
        .isEqualTo("2.4.0 A false, 2.4.1 B true");
  }

  @Test
  void shows_how_far_a_device_is_and_why_one_failed() {
    // given
    Rollout rollout = site.withDevices(2).rollouts.create(ANNA, plan());
    site.engine().look();
    // when
    site.says(device(0), at(Stage.DOWNLOADING, OLD));
    site.says(device(1), ended(Outcome.FAILED, OLD, "not enough space"));
    // then
    assertThat(site.rollouts.members(rollout, Standing.DOWNLOADING))
        .extracting(Member::component, Member::done, Member::size)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("application", 71L, 100L));
    assertThat(site.rollouts.members(rollout, Standing.FAILED))
        .extracting(Member::reason)
        .containsExactly("not enough space");
  }

  @Test
  void judges_a_rollout_that_is_over_no_more_by_what_the_next_one_brings() {
    // given
    Rollout rollout = site.withDevices(1).rollouts.create(ANNA, plan());
    site.engine().look();
    site.says(device(0), ended(Outcome.CONFIRMED, NEW, null));
    site.pass(RolloutEngine.PAUSE);
    site.engine().look();
    site.pass(Duration.ofHours(5));
    site.engine().look();
    for (int i = 0; i < 5; i++) {
      site.pass(RolloutEngine.PAUSE);
      site.engine().look();
    }
    assertThat(site.state(rollout)).isEqualTo(State.FINISHED);
    // when
    site.says(device(0), runs("4".repeat(64)));
    // then
    assertThat(site.standing(rollout, device(0))).isEqualTo(Standing.CONFIRMED);
  }
}
