package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_203;
import static io.platen.protocol.Requirement.PLT_UPD_205;
import static io.platen.protocol.Requirement.PLT_UPD_209;
import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_214;
import static io.platen.protocol.Requirement.PLT_UPD_218;
import static io.platen.protocol.Requirement.PLT_UPD_308;
import static io.platen.protocol.Requirement.PLT_UPD_309;
import static io.platen.protocol.Requirement.PLT_UPD_340;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.BOOTLOADER;
import static io.platen.protocol.release.ComponentName.OPERATING_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.TestServer;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.service.Acknowledged;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.report.UpdateState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An update from its assignment to the report of its end, with the real engine over real TLS. */
class DeviceUpdateTest extends OnUpdatedDevice {
  @Test
  @Verifies(positive = {PLT_UPD_308, PLT_UPD_309, PLT_UPD_340, PLT_UPD_218})
  void installs_what_was_assigned_and_reports_it_confirmed() throws Exception {
    // given
    site.assign(2);

    // when
    site.start().live(Duration.ofMinutes(30));

    // then
    assertThat(site.heard.lines()).noneMatch(line -> line.startsWith("problem"));
    assertThat(site.restarts)
        .containsExactly(Set.of(BOOTLOADER), Set.of(OPERATING_SYSTEM), Set.of(APPLICATION));
    for (ComponentName each : ComponentName.values()) {
      assertThat(site.runs(each)).isEqualTo(2);
    }
    assertThat(site.results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.release()).isEqualTo("r2");
              assertThat(result.outcome()).isEqualTo(UpdateState.Outcome.CONFIRMED);
            });
    assertThat(site.told().stream().map(UpdateState::attempt).filter(each -> each != null))
        .extracting(UpdateState.Attempt::stage)
        .containsOnly(UpdateState.Stage.ARMED);
    assertThat(site.status().stage()).isEqualTo(Stage.IDLE);
  }

  @Test
  void reports_the_result_once_it_is_confirmed_and_not_with_the_next_cycle() throws Exception {
    // given
    site.assign(2);
    site.start();
    while (!site.restarts.contains(Set.of(APPLICATION))) {
      site.live(Duration.ofSeconds(30));
    }

    // when
    site.time.advance(Duration.ofSeconds(1));

    // then
    assertThat(site.results())
        .extracting(UpdateState.Result::outcome)
        .containsExactly(UpdateState.Outcome.CONFIRMED);
  }

  @Test
  @Verifies(positive = PLT_UPD_203, negative = PLT_UPD_211)
  void returns_from_what_is_not_healthy_reports_it_and_does_not_try_it_again() throws Exception {
    // given
    site.health = Finding.bad("it does not print");
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(7));

    // then
    assertThat(site.restarts).containsExactly(Set.of(BOOTLOADER), Set.of(BOOTLOADER));
    assertThat(site.runs(BOOTLOADER)).isEqualTo(1);
    assertThat(site.status().waits()).isNull();
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.RETURNED);
    assertThat(site.results().get(0).reason()).contains("own: it does not print");
    assertThat(site.director.asked).hasSizeGreaterThan(3);
  }

  @Test
  @Verifies(negative = PLT_UPD_340)
  void sends_no_report_of_updates_while_nothing_changes() throws Exception {
    // when
    site.start().live(Duration.ofHours(9));

    // then
    assertThat(site.director.asked).hasSizeGreaterThan(3);
    assertThat(site.told()).hasSize(1);
    assertThat(site.told().get(0).components())
        .extracting(UpdateState.Component::version)
        .containsExactly("1", "1", "1");
  }

  @Test
  @Verifies(negative = PLT_UPD_218)
  void tells_the_result_again_until_a_report_with_it_was_acknowledged() throws Exception {
    // given: from the first trial on no report arrives
    site.assign(2);
    site.server.instead(
        exchange -> {
          boolean fails =
              exchange.getRequestURI().getPath().equals("/update/v1/reports")
                  && !site.restarts.isEmpty();
          if (fails) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails || site.director.handle(exchange);
        });
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
    assertThat(site.results()).isEmpty();
    assertThat(site.status().stage()).isEqualTo(Stage.CONFIRMED);

    // when
    site.server.instead(site.director);
    site.live(Duration.ofHours(3));

    // then
    assertThat(site.results())
        .extracting(UpdateState.Result::outcome)
        .containsExactly(UpdateState.Outcome.CONFIRMED);
    assertThat(site.status().stage()).isEqualTo(Stage.IDLE);
  }

  @Test
  @Verifies(positive = PLT_UPD_209)
  void waits_for_somebody_at_the_site_to_agree() throws Exception {
    // given
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(Duration.ofHours(1));
    assertThat(site.heard.lines()).containsOnlyOnce("consent asked r2");
    assertThat(site.restarts).isEmpty();
    assertThat(site.told().get(site.told().size() - 1).attempt().waits()).isEqualTo("consent");
    assertThat(site.status().waits()).isEqualTo(new UpdateStatus.Waits("consent", null, ""));
    assertThat(site.status().left()).containsExactly(BOOTLOADER, OPERATING_SYSTEM, APPLICATION);

    // when
    site.device().agree("r2");
    site.live(Duration.ofMinutes(30));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(negative = PLT_UPD_205)
  void gives_a_release_up_whose_slot_cannot_be_made_durable() throws Exception {
    // given
    site.slots.failNextSync();
    site.assign(2);

    // when
    site.start().live(Duration.ofMinutes(30));

    // then
    assertThat(site.restarts).isEmpty();
    assertThat(site.results()).isNotEmpty();
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.FAILED);
    assertThat(site.results().get(0).reason()).contains("Input/output error");
  }

  @Test
  void tells_how_it_stands_though_a_boot_control_does_not_take_that_it_has_started()
      throws Exception {
    // given
    site.marksFail = true;

    // when
    site.start().live(Duration.ofHours(3));

    // then
    assertThat(site.told()).isNotEmpty();
    assertThat(site.heard.problems()).anyMatch(line -> line.contains("permission denied"));
  }

  @Test
  @Verifies(
      positive = {PLT_UPD_214, PLT_UPD_218},
      negative = PLT_UPD_211)
  void returns_and_tells_it_where_a_boot_control_does_not_take_that_it_has_started()
      throws Exception {
    // given: a bootloader on trial
    site.assign(2);
    site.start().live(Duration.ofSeconds(30));
    assertThat(site.restarts).containsExactly(Set.of(BOOTLOADER));

    // when
    site.marksFail = true;
    site.live(Duration.ofMinutes(30));

    // then
    assertThat(site.restarts).containsExactly(Set.of(BOOTLOADER), Set.of(BOOTLOADER));
    assertThat(site.runs(BOOTLOADER)).isEqualTo(1);
    assertThat(site.results().get(0).outcome()).isEqualTo(UpdateState.Outcome.RETURNED);
    assertThat(site.results().get(0).reason()).contains("permission denied");
  }

  @Test
  void installs_when_a_boot_control_takes_again_that_it_has_started() throws Exception {
    // given
    site.assign(2);
    site.marksFail = true;
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.restarts).isEmpty();

    // when
    site.marksFail = false;
    site.live(Duration.ofMinutes(30));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }

  @Test
  @Verifies(positive = PLT_UPD_218)
  void goes_on_to_the_next_release_where_the_power_went_as_the_server_knew_the_result()
      throws Exception {
    // given: the server's word was kept, and the journal not written any more
    site.slots.failNextSync();
    site.assign(2);
    site.server.instead(
        exchange -> {
          boolean fails = exchange.getRequestURI().getPath().equals("/update/v1/reports");
          if (fails) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return fails || site.director.handle(exchange);
        });
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.status().stage()).isEqualTo(Stage.FAILED);
    new Acknowledged(site.storage).keep(site.status().last());
    site.server.instead(site.director);

    // when
    site.restart();
    site.live(Duration.ofHours(6));

    // then
    assertThat(site.runs(APPLICATION)).isEqualTo(2);
  }
}
