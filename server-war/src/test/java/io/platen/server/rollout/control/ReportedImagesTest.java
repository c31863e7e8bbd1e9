package io.platen.server.rollout.control;

import static io.platen.server.rollout.control.TestRollouts.ANNA;
import static io.platen.server.rollout.control.TestRollouts.NEW;
import static io.platen.server.rollout.control.TestRollouts.OLD;
import static io.platen.server.rollout.control.TestRollouts.OTHER_TENANT;
import static io.platen.server.rollout.control.TestRollouts.TENANT;
import static io.platen.server.rollout.control.TestRollouts.device;
import static io.platen.server.rollout.control.TestRollouts.plan;
import static io.platen.server.rollout.control.TestRollouts.runs;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.release.ComponentName;
import io.platen.server.release.control.RunningImages.OnItsWay;
import io.platen.server.release.control.RunningImages.Running;
import io.platen.server.rollout.control.Rollouts.Action;
import io.platen.server.testing.TestDatabase;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportedImagesTest {
  private TestDatabase test;
  private TestRollouts site;
  private ReportedImages images;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    site = new TestRollouts(test).withDevices(4);
    images = new ReportedImages(test.database());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void counts_what_devices_run_now_the_most_frequent_first() {
    // given
    site.says(device(0), runs(NEW));
    // then
    assertThat(images.of(TENANT, "acme", "pl-100"))
        .containsExactly(
            new Running(ComponentName.APPLICATION, "2.4.0", OLD, 3),
            new Running(ComponentName.APPLICATION, "2.4.1", NEW, 1));
  }

  @Test
  void leaves_out_other_tenants_repositories_and_models_and_what_was_not_measured() {
    // given
    test.execute("UPDATE device_component SET sha256 = NULL WHERE device = '" + device(0) + "'");
    test.execute("UPDATE device_update SET hardware = 'pl-200' WHERE device = '" + device(1) + "'");
    test.execute("UPDATE device_update SET repository = 'b' WHERE device = '" + device(2) + "'");
    // then
    assertThat(images.of(TENANT, "acme", "pl-100"))
        .containsExactly(new Running(ComponentName.APPLICATION, "2.4.0", OLD, 1));
    assertThat(images.of(OTHER_TENANT, "acme", "pl-100")).isEmpty();
  }

  @Test
  void names_each_release_once_while_a_rollout_of_it_runs_or_is_paused() {
    // given
    Rollout one = site.rollouts.create(ANNA, planFor(0));
    Rollout other = site.rollouts.create(ANNA, planFor(1));
    // when
    site.rollouts.act(ANNA, one.id(), Action.PAUSE);
    // then
    assertThat(images.onTheirWay())
        .containsExactly(new OnItsWay(TENANT, "acme", "pl-100", "2026.3"));
    // when
    site.rollouts.act(ANNA, one.id(), Action.CANCEL);
    site.rollouts.act(ANNA, other.id(), Action.STOP);
    // then
    assertThat(images.onTheirWay()).isEmpty();
  }

  @Test
  void names_the_newest_release_of_a_model_before_it_is_rolled_out() {
    // given
    test.execute("INSERT INTO update_repository (tenant, name, created) VALUES (1, 'acme', now())");
    publish("2026.2", "2026-03-01T08:00Z");
    publish("2026.3", "2026-03-03T08:00Z");
    publish("2026.1", "2026-03-02T08:00Z");
    // then
    assertThat(images.onTheirWay())
        .containsExactly(new OnItsWay(TENANT, "acme", "pl-100", "2026.3"));
  }

  private void publish(String release, String at) {
    test.execute(
        "INSERT INTO published_release (tenant, repository, model, release, document, content,"
            + " first_seen) VALUES (1, 'acme', 'pl-100', '"
            + release
            + "', '', '', '"
            + at
            + "')");
  }

  private static Plan planFor(int device) {
    return new Plan(
        plan().name(),
        plan().subject(),
        new Plan.Selection("", "", Set.of(device(device))),
        plan().waves(),
        plan().gates(),
        false,
        plan().terms());
  }
}
