package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_204;
import static io.platen.protocol.Requirement.PLT_UPD_205;
import static io.platen.protocol.Requirement.PLT_UPD_207;
import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_213;
import static io.platen.protocol.Requirement.PLT_UPD_215;
import static io.platen.protocol.Requirement.PLT_UPD_217;
import static io.platen.protocol.Requirement.PLT_UPD_218;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.BOOTLOADER;
import static io.platen.protocol.release.ComponentName.OPERATING_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.device.port.StorageBootControl;
import io.platen.device.testing.PassingBootControl;
import io.platen.device.testing.TestUpdates;
import io.platen.device.update.Refusal.Reason;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release on its way through all stages. */
class UpdaterTest {
  private TestUpdates device;

  @BeforeEach
  void make() throws Exception {
    device = new TestUpdates();
  }

  private Result reported(Next next) {
    assertThat(next).isInstanceOf(Next.Report.class);
    return ((Next.Report) next).result();
  }

  @Test
  @Verifies(positive = {PLT_UPD_204, PLT_UPD_205, PLT_UPD_207, PLT_UPD_211, PLT_UPD_213})
  void installs_bootloader_operating_system_and_application_one_after_the_other() throws Exception {
    // given
    assertThat(device.updater.assign(device.release("2", 7), Terms.NONE)).isEmpty();

    // when
    Next next = device.run();

    // then
    assertThat(reported(next).outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(device.restarts)
        .containsExactly(Set.of(BOOTLOADER), Set.of(OPERATING_SYSTEM), Set.of(APPLICATION));
    for (ComponentName each : ComponentName.values()) {
      assertThat(device.runs(each)).isEqualTo("2");
      assertThat(device.slots.writes(SlotName.A.of(each))).isZero();
    }
    assertThat(device.updater.status().components())
        .extracting(UpdateStatus.Running::floor)
        .containsExactly(7, 7, 7);
  }

  @Test
  @Verifies(negative = {PLT_UPD_204, PLT_UPD_205})
  void fetches_anew_what_was_spoilt_in_its_slot_and_arms_only_then() throws Exception {
    // given
    Terms terms = new Terms(true, Optional.empty());
    device.updater.assign(device.release("2", 7), terms);
    assertThat(device.run()).isEqualTo(new Next.Consent("2"));
    device.slots.bytes("bootloader-b")[3] ^= 1;

    // when
    device.updater.agree("2");
    Next next = device.run();

    // then
    assertThat(reported(next).outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(device.slots.writes("bootloader-b")).isEqualTo(2);
    assertThat(device.slots.writes("bootloader-a")).isZero();
    assertThat(device.runs(BOOTLOADER)).isEqualTo("2");
  }

  @Test
  @Verifies(negative = PLT_UPD_205)
  void fails_where_a_slot_cannot_be_made_durable() throws Exception {
    // given
    device.slots.failSyncs();
    device.updater.assign(device.release("2", 7), Terms.NONE);

    // when
    Next next = device.run();

    // then
    assertThat(reported(next).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(reported(next).reason()).contains("bootloader", "Input/output error");
    assertThat(device.restarts).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_UPD_207)
  void refuses_a_boot_control_that_starts_a_bootloader_and_something_else() {
    // given
    BootControl both =
        new StorageBootControl(
            device.storage, "boot", Set.of(BOOTLOADER, OPERATING_SYSTEM), SlotName.A);

    // then
    assertThatThrownBy(() -> new Groups(List.of(both)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of its own");
  }

  @Test
  @Verifies(positive = PLT_UPD_215)
  void measures_what_came_from_the_factory_once_and_keeps_it() throws Exception {
    // given
    String hash = device.part(APPLICATION, "1", 5).sha256();
    long length = TestUpdates.image(APPLICATION, "1").length;
    device.factoryLengths(Map.of(APPLICATION, length));

    // when
    device.run();
    device.slots.bytes("application-a")[3] ^= 1;
    device.newProcess();
    device.run();

    // then
    assertThat(device.updater.status().components())
        .filteredOn(each -> each.component() == APPLICATION)
        .extracting(each -> each.installed().sha256())
        .containsExactly(hash);
  }

  @Test
  @Verifies(negative = PLT_UPD_215)
  void tells_no_hash_of_what_it_cannot_read_and_goes_on_all_the_same() throws Exception {
    // given
    device.factoryLengths(Map.of(APPLICATION, TestUpdates.SLOT + 1L));

    // when
    Next next = device.run();

    // then
    assertThat(next).isInstanceOf(Next.Idle.class);
    assertThat(device.updater.status().components())
        .extracting(each -> each.installed().sha256().isEmpty())
        .containsExactly(false, false, true);
  }

  @Test
  @Verifies(positive = {PLT_UPD_215})
  void confirms_at_once_what_runs_already() throws Exception {
    // given
    device.updater.assign(device.release("1", 5), Terms.NONE);

    // when
    Result result = reported(device.run());

    // then
    assertThat(result.outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(device.restarts).isEmpty();
    assertThat(device.updater.status().components())
        .allSatisfy(each -> assertThat(each.installed().sha256()).hasSize(64));
  }

  @Test
  @Verifies(positive = PLT_UPD_217, negative = PLT_UPD_217)
  void goes_on_fetching_however_often_the_network_fails() throws Exception {
    // given
    device.networkFailures = 30;
    device.updater.assign(device.release("2", 7), Terms.NONE);

    // when
    for (int i = 0; i < 30; i++) {
      assertThat(device.run()).isInstanceOf(Next.Wait.class);
      device.newProcess();
    }

    // then
    assertThat(reported(device.run()).outcome()).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void fails_where_the_content_is_not_what_was_signed() throws Exception {
    // given
    device.contentGone = true;
    device.updater.assign(device.release("2", 7), Terms.NONE);

    // then
    assertThat(reported(device.run()).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(device.restarts).isEmpty();
  }

  @Test
  @Verifies(positive = PLT_UPD_218, negative = PLT_UPD_218)
  void tells_the_result_after_every_restart_until_the_server_knows_it() throws Exception {
    // given
    device.updater.assign(device.release("2", 7), Terms.NONE);
    Result result = reported(device.run());

    // then
    device.restart();
    assertThat(reported(device.run())).isEqualTo(result);
    assertThat(device.updater.assign(device.release("3", 7), Terms.NONE))
        .hasValueSatisfying(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BUSY));
    device.updater.reported();
    assertThat(device.run()).isEqualTo(new Next.Idle());
    assertThat(device.updater.status().last()).isEqualTo(result);
  }

  @Test
  void is_taken_back_before_it_is_armed_and_not_after() throws Exception {
    // given
    Terms consent = new Terms(true, Optional.empty());
    device.updater.assign(device.release("2", 7), consent);
    device.run();

    // then
    assertThat(device.updater.cancel()).isTrue();
    assertThat(reported(device.run()).outcome()).isEqualTo(Outcome.CANCELLED);
    device.updater.reported();
    device.updater.assign(device.release("3", 7), Terms.NONE);
    device.runToTrial();
    assertThat(device.updater.cancel()).isFalse();
  }

  @Test
  @Verifies(positive = PLT_UPD_218)
  void tells_a_result_but_arms_nothing_where_a_boot_control_does_not_take_that_it_has_started()
      throws Exception {
    // given
    device.controls = device.boots.values().stream().<BootControl>map(Unmarkable::new).toList();
    device.contentGone = true;
    device.updater.assign(device.release("2", 7), Terms.NONE);
    device.run();
    device.restart();

    // then: each process marks anew
    device.controls.forEach(each -> ((Unmarkable) each).fails = true);
    assertThat(reported(device.run()).outcome()).isEqualTo(Outcome.FAILED);

    // and what comes next is not begun
    device.contentGone = false;
    device.updater.reported();
    device.updater.assign(device.release("3", 7), Terms.NONE);
    assertThatThrownBy(device::run).hasMessageContaining("permission denied");
    assertThat(device.boots.get(BOOTLOADER).read().trial()).isEmpty();
  }

  /** Does all but one thing. */
  private static final class Unmarkable extends PassingBootControl {
    private boolean fails;

    Unmarkable(BootControl boot) {
      super(boot);
    }

    @Override
    public void started() throws IOException {
      if (fails) {
        throw new IOException("rauc: permission denied");
      }
    }
  }
}
