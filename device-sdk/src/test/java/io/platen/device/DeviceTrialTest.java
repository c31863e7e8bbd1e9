package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_212;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.BOOTLOADER;
import static io.platen.protocol.release.ComponentName.OPERATING_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.SlotName;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestServer;
import io.platen.device.update.Stage;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.release.Order;
import io.platen.protocol.report.UpdateState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release on trial whose device does not reach its server: whose fault is it? */
class DeviceTrialTest extends OnUpdatedDevice {
  private static final TestAuthority OTHER = new TestAuthority("another authority");

  private boolean runsNew() {
    try {
      return site.boots.get(BOOTLOADER).read().running() == SlotName.B;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Verifies(negative = PLT_UPD_211)
  void returns_from_a_release_that_does_not_believe_the_server_any_more() throws Exception {
    // given
    site.trusts =
        () -> List.of(runsNew() ? OTHER.certificate() : TestUpdatedDevice.AUTHORITY.certificate());
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(3));

    // then
    assertReturned("server: TLS to localhost is opened by");
  }

  @Test
  @Verifies(negative = PLT_UPD_211)
  void returns_from_a_release_that_does_not_find_the_servers_name_any_more() throws Exception {
    // given
    site.address = () -> runsNew() ? "https://nowhere.invalid" : site.server.address().toString();
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(3));

    // then
    assertReturned("server: nowhere.invalid: the name is not known");
  }

  @Test
  @Verifies(negative = PLT_UPD_212)
  void is_not_excused_by_its_second_host_for_what_it_breaks_at_the_first() throws Exception {
    // given
    site.address =
        () ->
            runsNew()
                ? "https://nowhere.invalid https://localhost:1"
                : site.server.address().toString();
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(3));

    // then
    assertReturned("server: nowhere.invalid: the name is not known");
  }

  private void assertReturned(String why) throws IOException {
    assertThat(site.runs(BOOTLOADER)).isEqualTo(1);
    assertThat(site.results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.outcome()).isEqualTo(UpdateState.Outcome.RETURNED);
              assertThat(result.reason()).contains(why);
            });
  }

  @Test
  @Verifies(positive = PLT_UPD_212)
  void confirms_a_release_while_the_server_is_out_of_order() throws Exception {
    // given
    site.server.instead(
        exchange -> {
          if (runsNew()) {
            TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          }
          return runsNew() || site.director.handle(exchange);
        });
    site.assign(2);

    // when
    site.start().live(Duration.ofHours(1));

    // then
    assertThat(site.boots.get(BOOTLOADER).read().trial()).isEmpty();
    assertThat(site.runs(BOOTLOADER)).isEqualTo(2);
  }

  @Test
  void tells_what_starts_it_at_each_start_that_nothing_of_it_is_on_trial() throws Exception {
    // given: an update that rests
    site.assign(2);
    site.director.order = new Order.Install("r2", true, null, null, List.of(), List.of());
    site.start().live(Duration.ofMinutes(30));
    assertThat(site.status().stage()).isEqualTo(Stage.VERIFIED);
    assertThat(site.started).containsExactly(BOOTLOADER, OPERATING_SYSTEM, APPLICATION);

    // when
    site.server.instead(
        exchange -> {
          TestServer.problem(exchange, ProblemType.UNAVAILABLE);
          return true;
        });
    site.restart();
    site.live(Duration.ofMinutes(1));

    // then
    assertThat(site.started).hasSize(6);
  }

  @Test
  void tells_it_of_no_start_that_is_on_trial() throws Exception {
    // given
    site.assign(2);
    site.start().live(Duration.ofSeconds(30));
    site.started.clear();
    site.health = io.platen.device.update.Probe.Finding.bad("not yet");

    // when
    site.restart();
    site.live(Duration.ofMinutes(1));

    // then
    assertThat(site.boots.get(BOOTLOADER).read().isOnTrial()).isTrue();
    assertThat(site.started).containsExactly(OPERATING_SYSTEM, APPLICATION);
  }
}
