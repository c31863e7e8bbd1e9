package io.platen.server.rollout.control;

import static io.platen.protocol.Requirement.PLT_UPD_432;
import static io.platen.protocol.Requirement.PLT_UPD_437;
import static io.platen.protocol.Requirement.PLT_UPD_439;
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
import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Nonce;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.protocol.report.UpdateState.Stage;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.rollout.control.Rollouts.Action;
import io.platen.server.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
  private static final Plan.Window NIGHT =
      new Plan.Window(LocalTime.of(20, 0), LocalTime.of(5, 0), ZoneId.of("Europe/Vienna"));

  private static final URI MIRROR = URI.create("https://objects.example");

  private TestDatabase test;
  private TestRollouts site;
  private Assignments assignments;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    site = new TestRollouts(test).withDevices(3);
    assignments = new Assignments(test.database(), site.releases, site.clock(), List.of(MIRROR));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void tells_a_device_nothing_before_its_wave_is_opened() {
    // given
    site.rollouts.create(ANNA, plan());
    // then
    assertThat(asked(0)).isEqualTo(new Order.Nothing());
  }

  @Test
  @Verifies(positive = PLT_UPD_432)
  void tells_release_deadline_window_consent_mirrors_and_pair_packs_for_what_the_device_runs() {
    // given
    begin(new Plan.Terms(true, NIGHT, Duration.ofDays(3)));
    // then
    assertThat(asked(0))
        .isEqualTo(
            new Order.Install(
                "2026.3",
                true,
                TestRollouts.START.plus(Duration.ofDays(3)),
                new Order.Window(
                    LocalTime.of(20, 0), LocalTime.of(5, 0), ZoneId.of("Europe/Vienna")),
                List.of(MIRROR),
                List.of(
                    new Order.Pair(
                        ComponentName.APPLICATION,
                        OLD,
                        new Release.Bytes(9_000, "3".repeat(64))))));
  }

  @Test
  @Verifies(negative = PLT_UPD_432)
  void tells_nothing_that_is_not_published_any_more() {
    // given
    begin(Plan.Terms.USUAL);
    // when
    site.releases.there = false;
    // then
    assertThat(asked(0)).isEqualTo(new Order.Nothing());
  }

  @Test
  @Verifies(negative = PLT_UPD_432)
  void tells_nothing_to_other_hardware_than_the_release_is_for() {
    // given
    begin(Plan.Terms.USUAL);
    // then
    assertThat(asked(0, "pl-200", 3)).isEqualTo(new Order.Nothing());
    assertThat(asked(0, "pl-100", 6)).isEqualTo(new Order.Nothing());
    assertThat(asked(0, "pl-100", 5)).isInstanceOf(Order.Install.class);
  }

  @Test
  @Verifies(positive = PLT_UPD_437, negative = PLT_UPD_437)
  void tells_a_device_that_has_not_armed_to_give_up_what_was_cancelled_until_it_has() {
    // given
    Rollout rollout = begin(Plan.Terms.USUAL);
    site.says(device(0), at(Stage.DOWNLOADING, OLD));
    site.says(device(1), at(Stage.ARMED, OLD));
    // when
    site.rollouts.act(ANNA, rollout.id(), Action.CANCEL);
    // then
    assertThat(asked(0)).isEqualTo(new Order.Cancel("2026.3"));
    assertThat(asked(1)).isInstanceOf(Order.Install.class);
    // when
    site.says(device(0), ended(Outcome.CANCELLED, OLD, null));
    // then
    assertThat(asked(0)).isEqualTo(new Order.Nothing());
  }

  @Test
  @Verifies(positive = PLT_UPD_437, negative = PLT_UPD_437)
  void has_a_device_give_up_what_another_release_follows_and_then_tells_it_that_one() {
    // given: it was told of two releases, and is at the first
    Rollout first = begin(Plan.Terms.USUAL);
    site.says(device(0), at(Stage.VERIFIED, OLD));
    site.says(device(1), at(Stage.TRIAL, OLD));
    site.rollouts.act(ANNA, first.id(), Action.CANCEL);
    site.pass(Duration.ofHours(1));
    site.releases.next = true;
    begin(TestRollouts.NEXT, Plan.Terms.USUAL);

    // then
    assertThat(asked(0)).isEqualTo(new Order.Cancel("2026.3"));
    assertThat(asked(1)).isNotInstanceOf(Order.Cancel.class);
    assertThat(asked(2)).isEqualTo(install("2026.4"));

    // when
    site.says(device(0), ended(Outcome.CANCELLED, OLD, null));

    // then
    assertThat(asked(0)).isEqualTo(install("2026.4"));
  }

  @Test
  void lets_a_device_go_on_with_what_it_is_at_when_what_followed_is_withdrawn() {
    // given
    Rollout first = begin(Plan.Terms.USUAL);
    site.says(device(0), at(Stage.VERIFIED, OLD));
    site.rollouts.act(ANNA, first.id(), Action.STOP);
    site.pass(Duration.ofHours(1));
    site.releases.next = true;
    Rollout second = begin(TestRollouts.NEXT, Plan.Terms.USUAL);
    assertThat(asked(0)).isEqualTo(new Order.Cancel("2026.3"));

    // when
    site.rollouts.act(ANNA, second.id(), Action.CANCEL);

    // then
    assertThat(asked(0)).isInstanceOf(Order.Install.class);
  }

  @Test
  void lets_those_that_have_begun_go_on_while_it_is_paused_or_was_stopped() {
    // given
    Rollout rollout = begin(Plan.Terms.USUAL);
    // when
    site.rollouts.act(ANNA, rollout.id(), Action.PAUSE);
    // then
    assertThat(asked(0)).isInstanceOf(Order.Install.class);
    // when
    site.rollouts.act(ANNA, rollout.id(), Action.STOP);
    // then
    assertThat(asked(0)).isInstanceOf(Order.Install.class);
  }

  @Test
  @Verifies(positive = PLT_UPD_439)
  void tells_a_device_nothing_that_has_come_to_an_end() {
    // given
    begin(Plan.Terms.USUAL);
    site.says(device(0), ended(Outcome.CONFIRMED, NEW, null));
    site.says(device(1), ended(Outcome.RETURNED, OLD, "no own service"));
    // then
    assertThat(asked(0)).isEqualTo(new Order.Nothing());
    assertThat(asked(1)).isEqualTo(new Order.Nothing());
  }

  @Test
  void tells_nothing_after_the_deadline() {
    // given
    begin(Plan.Terms.USUAL);
    // when
    site.pass(Duration.ofDays(7));
    // then
    assertThat(asked(0)).isEqualTo(new Order.Nothing());
  }

  private Order.Install install(String release) {
    return new Order.Install(
        release,
        false,
        site.now().plus(Plan.Terms.USUAL.deadline()),
        null,
        List.of(MIRROR),
        List.of());
  }

  private Rollout begin(Plan.Terms terms) {
    return begin(TestRollouts.SUBJECT, terms);
  }

  private Rollout begin(Plan.Subject subject, Plan.Terms terms) {
    Plan usual = plan();
    Plan plan =
        new Plan(
            usual.name(), subject, usual.selection(), usual.waves(), usual.gates(), false, terms);
    Rollout rollout = site.rollouts.create(ANNA, plan);
    site.engine().look();
    return rollout;
  }

  private Order asked(int device) {
    return asked(device, "pl-100", 3);
  }

  private Order asked(int device, String hardware, int revision) {
    Nonce nonce = Nonce.of(new byte[Nonce.LENGTH]);
    return assignments.of(
        new AdmittedDevice(TENANT, device(device)),
        new AssignmentRequest(nonce, "acme", hardware, revision));
  }
}
