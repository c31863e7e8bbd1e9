package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_309;
import static io.platen.protocol.Requirement.PLT_UPD_310;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.BOOTLOADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.platen.device.testing.TestServer;
import io.platen.device.update.Stage;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.Order;
import io.platen.protocol.report.UpdateState;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an update when the server's order rests, is taken back, or names another. */
class DeviceOrderTest extends OnUpdatedDevice {
  @Test
  @Verifies(positive = PLT_UPD_309, negative = PLT_UPD_309)
  void rests_while_the_server_does_not_want_it_and_goes_on_when_it_does() throws Exception {
    // given: its window is open from noon on
    site.assign(2);
    Order.Install order =
        new Order.Install(
            "r2",
            false,
            null,
            new Order.Window(LocalTime.NOON, LocalTime.of(22, 0), ZoneOffset.UTC),
            List.of(),
            List.of());
    site.director.order = order;
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when
    site.director.order = new Order.Nothing();
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.restarts).isEmpty();
    assertThat(site.told().get(site.told().size() - 1).attempt().waits()).isEqualTo("assignment");

    // when
    site.director.order = order;
    site.live(Duration.ofHours(3));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_310)
  void ends_what_was_not_armed_when_it_is_cancelled() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);

    // when
    site.director.order = new Order.Cancel("r2");
    site.live(Duration.ofHours(3));
    site.device().agree("r2");
    site.live(A_WHILE);

    // then
    assertThat(site.restarts).isEmpty();
    assertThat(site.results())
        .extracting(UpdateState.Result::outcome)
        .containsExactly(UpdateState.Outcome.CANCELLED);
    assertThat(site.status().stage()).isEqualTo(Stage.IDLE);
  }

  @Test
  @Verifies(positive = PLT_UPD_310)
  void gives_up_what_was_not_armed_for_another_release_and_installs_that() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when: the server never says that it takes it back
    site.assign(3);
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(3);
    assertThat(site.results())
        .extracting(UpdateState.Result::release, UpdateState.Result::outcome)
        .containsExactly(
            tuple("r2", UpdateState.Outcome.CANCELLED), tuple("r3", UpdateState.Outcome.CONFIRMED));
  }

  @Test
  @Verifies(negative = PLT_UPD_310)
  void installs_another_release_only_after_what_is_on_trial_has_ended() throws Exception {
    // given
    site.assign(2);
    site.start().live(Duration.ofSeconds(30));
    assertThat(site.restarts).hasSize(1);

    // when
    site.assign(3);
    site.live(Duration.ofMinutes(1));

    // then
    assertThat(site.results()).isEmpty();
    assertThat(site.runs(BOOTLOADER)).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_UPD_310)
  void goes_on_with_what_is_on_trial_though_it_is_cancelled_and_with_what_another_is_cancelled()
      throws Exception {
    // given
    site.assign(2);
    site.start().live(Duration.ofSeconds(30));
    assertThat(site.restarts).hasSize(1);

    // when
    site.director.order = new Order.Cancel("r1");
    site.live(Duration.ofHours(1));

    // then
    assertThat(site.runs(BOOTLOADER)).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_310)
  void gives_up_what_was_not_armed_for_another_release_also_where_that_cannot_be_taken()
      throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when
    site.director.order = Order.Install.of("r9");
    site.live(Duration.ofHours(9));

    // then
    assertThat(site.results())
        .extracting(UpdateState.Result::release, UpdateState.Result::outcome)
        .containsExactly(
            tuple("r2", UpdateState.Outcome.CANCELLED), tuple("r9", UpdateState.Outcome.REFUSED));
  }

  @Test
  @Verifies(negative = PLT_UPD_310)
  void keeps_an_update_while_its_own_release_cannot_be_found_again() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(A_WHILE);
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);

    // when
    site.director.before =
        exchange -> {
          boolean fails = exchange.getRequestURI().getPath().contains("/updates/acme/");
          if (fails) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails;
        };
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.heard.problems()).anyMatch(line -> line.contains("cannot be found out"));
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);
    assertThat(site.results()).isEmpty();
  }
}
