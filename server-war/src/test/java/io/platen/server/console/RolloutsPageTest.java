package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.access.entity.Session;
import io.platen.server.console.view.RolloutView;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import io.platen.server.rollout.control.Rollout;
import io.platen.server.rollout.control.Rollouts;
import io.platen.server.rollout.control.TestRollouts;
import io.platen.server.testing.TestDatabase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who operates may brake; an administrator lets go. */
class RolloutsPageTest {
  private static final Words WORDS = Words.in(Locale.ENGLISH, ZoneOffset.UTC, Instant.EPOCH);

  private TestDatabase test;
  private TestRollouts site;
  private RolloutsPage page;
  private Rollout rollout;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    site = new TestRollouts(test).withDevices(3);
    page = new RolloutsPage(site.rollouts);
    rollout = site.rollouts.create(TestRollouts.ANNA, TestRollouts.plan());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void lets_a_viewer_look_and_change_nothing() {
    // then
    assertThat(shown(Role.VIEWER).actions().any()).isFalse();
    assertThat(page.post(visit(Role.VIEWER, "/pause"))).isInstanceOf(Answer.Forbidden.class);
    assertThat(site.state(rollout)).isEqualTo(Rollout.State.RUNNING);
  }

  @Test
  void lets_an_operator_brake_and_an_administrator_let_go() {
    // when
    assertThat(shown(Role.OPERATOR).actions()).isEqualTo(actions(true, false));
    page.post(visit(Role.OPERATOR, "/pause"));
    // then
    assertThat(site.state(rollout)).isEqualTo(Rollout.State.PAUSED);
    assertThat(shown(Role.OPERATOR).actions()).isEqualTo(actions(false, false));
    assertThat(page.post(visit(Role.OPERATOR, "/resume")))
        .isEqualTo(new Answer.Forbidden("administrator"));
    // when
    page.post(visit(Role.ADMINISTRATOR, "/resume"));
    // then
    assertThat(site.state(rollout)).isEqualTo(Rollout.State.RUNNING);
    // when
    page.post(visit(Role.OPERATOR, "/cancel"));
    // then
    assertThat(site.state(rollout)).isEqualTo(Rollout.State.CANCELLED);
    assertThat(shown(Role.ADMINISTRATOR).actions().any()).isFalse();
  }

  @Test
  void shows_how_it_is_now_to_one_who_was_too_late() {
    // given
    site.rollouts.act(TestRollouts.ANNA, rollout.id(), Rollouts.Action.STOP);
    // then
    assertThat(page.post(visit(Role.OPERATOR, "/pause")))
        .isEqualTo(new Answer.Redirect("/rollouts/" + rollout.id()));
    assertThat(site.state(rollout)).isEqualTo(Rollout.State.STOPPED);
  }

  private static RolloutView.Actions actions(boolean pause, boolean resume) {
    return new RolloutView.Actions(pause, resume, true);
  }

  private RolloutView shown(Role role) {
    Answer.Html html = (Answer.Html) page.get(visit(role, ""));
    return (RolloutView) html.parameters().get("view");
  }

  private Visit visit(Role role, String action) {
    Caller caller = new Caller(TestRollouts.TENANT, "otto", role);
    Session session = new Session(caller, 1, "One", "", "system", null, Instant.MAX);
    String path = "/rollouts/" + rollout.id() + action;
    return new Visit(
        path,
        path,
        Map.of(),
        "192.0.2.1",
        session,
        WORDS,
        frame ->
            new Shell(frame.title(), frame.nav(), null, WORDS, new AssetCatalog(), path, "cursor"));
  }
}
