package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_203;
import static io.platen.protocol.Requirement.PLT_UPD_204;
import static io.platen.protocol.Requirement.PLT_UPD_205;
import static io.platen.protocol.Requirement.PLT_UPD_207;
import static io.platen.protocol.Requirement.PLT_UPD_210;
import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_213;
import static io.platen.protocol.Requirement.PLT_UPD_214;
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
import io.platen.device.testing.TestUpdates;
import io.platen.device.update.Probe.Finding;
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

/** A release on its way through all stages, and back. */
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
  @Verifies(
      positive = {PLT_UPD_203, PLT_UPD_214},
      negative = {PLT_UPD_211, PLT_UPD_213, PLT_UPD_214})
  void returns_from_what_is_not_healthy_by_its_deadline_and_does_not_try_it_again()
      throws Exception {
    // given
    device.health = Finding.bad("it does not print");
    device.updater.assign(device.release("2", 7), Terms.NONE);
    assertThat(device.run()).isInstanceOf(Next.Wait.class);
    assertThat(device.updater.status().components().get(0).installed())
        .isEqualTo(Installed.atFactory("1", 5));

    // when
    device.elapsed = device.elapsed.plus(Health.DEADLINE);
    Result result = reported(device.run());

    // then
    assertThat(result.outcome()).isEqualTo(Outcome.RETURNED);
    assertThat(result.reason()).contains("service", "it does not print");
    assertThat(device.runs(BOOTLOADER)).isEqualTo("1");
    assertThat(device.boots.get(BOOTLOADER).read().trial()).isEmpty();
    assertThat(device.updater.status().components().get(0).floor()).isEqualTo(5);
    device.updater.reported();
    assertThat(device.updater.assign(device.release("2", 7), Terms.NONE))
        .hasValueSatisfying(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BROKEN));
  }

  @Test
  @Verifies(negative = PLT_UPD_203)
  void takes_another_release_after_one_that_did_not_work() throws Exception {
    // given
    device.health = Finding.bad("it does not print");
    device.updater.assign(device.release("2", 7), Terms.NONE);
    device.run();
    device.elapsed = device.elapsed.plus(Health.DEADLINE);
    device.run();
    device.updater.reported();
    device.health = Finding.GOOD;

    // when
    assertThat(device.updater.assign(device.release("3", 7), Terms.NONE)).isEmpty();

    // then
    assertThat(reported(device.run()).outcome()).isEqualTo(Outcome.CONFIRMED);
    assertThat(device.runs(APPLICATION)).isEqualTo("3");
    device.updater.reported();
    assertThat(device.updater.assign(device.release("2", 7), Terms.NONE)).isPresent();
  }

  @Test
  @Verifies(positive = PLT_UPD_210, negative = PLT_UPD_210)
  void returns_when_the_starts_of_a_trial_are_used_up() throws Exception {
    // given
    device.health = Finding.bad("not yet");
    device.updater.assign(device.release("2", 7), Terms.NONE);
    device.runToTrial();

    // when the power goes three times before it is healthy
    for (int start = 1; start < BootControl.STARTS; start++) {
      assertThat(device.runs(BOOTLOADER)).isEqualTo("2");
      device.restart();
    }
    device.restart();

    // then
    assertThat(device.runs(BOOTLOADER)).isEqualTo("1");
    assertThat(reported(device.run()).outcome()).isEqualTo(Outcome.RETURNED);
  }

  @Test
  @Verifies(negative = PLT_UPD_210)
  void returns_from_a_trial_whose_process_starts_again_and_again() throws Exception {
    // given
    device.health = Finding.bad("not yet");
    device.updater.assign(device.release("2", 7), Terms.NONE);
    device.runToTrial();

    // when
    for (int start = 0; start < 8 && device.restarts.isEmpty(); start++) {
      device.newProcess();
      device.run();
    }

    // then
    assertThat(device.updater.status().stage()).isEqualTo(Stage.RETURNED);
    assertThat(device.runs(BOOTLOADER)).isEqualTo("1");
  }

  @Test
  void gives_up_where_what_was_armed_never_starts() throws Exception {
    // given
    device.updater.assign(device.release("2", 7), Terms.NONE);

    // when processes start, and the device never does
    for (int i = 0; i < 8; i++) {
      Next next = device.updater.step();
      while (next instanceof Next.Again) {
        next = device.updater.step();
      }
      device.newProcess();
    }

    // then
    Result result = reported(device.run());
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.reason()).contains("never started");
    device.restart();
    assertThat(device.runs(BOOTLOADER)).isEqualTo("1");
  }

  @Test
  @Verifies(negative = {PLT_UPD_211, PLT_UPD_215})
  void returns_from_a_slot_that_has_not_what_was_armed() throws Exception {
    // given
    device.updater.assign(device.release("2", 7), Terms.NONE);
    device.runToTrial();
    device.slots.bytes("bootloader-b")[0] ^= 1;

    // then
    Result result = reported(device.run());
    assertThat(result.outcome()).isEqualTo(Outcome.RETURNED);
    assertThat(result.reason()).contains("bootloader is something else");
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
  private static final class Unmarkable implements BootControl {
    private final BootControl boot;
    private boolean fails;

    Unmarkable(BootControl boot) {
      this.boot = boot;
    }

    @Override
    public Set<ComponentName> components() {
      return boot.components();
    }

    @Override
    public State read() throws IOException {
      return boot.read();
    }

    @Override
    public void arm(SlotName slot, String trial) throws IOException {
      boot.arm(slot, trial);
    }

    @Override
    public void confirm() throws IOException {
      boot.confirm();
    }

    @Override
    public void giveUp() throws IOException {
      boot.giveUp();
    }

    @Override
    public void clear() throws IOException {
      boot.clear();
    }

    @Override
    public void started() throws IOException {
      if (fails) {
        throw new IOException("rauc: permission denied");
      }
    }
  }
}
