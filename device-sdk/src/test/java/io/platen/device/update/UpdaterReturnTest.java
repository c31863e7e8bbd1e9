package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_203;
import static io.platen.protocol.Requirement.PLT_UPD_210;
import static io.platen.protocol.Requirement.PLT_UPD_211;
import static io.platen.protocol.Requirement.PLT_UPD_213;
import static io.platen.protocol.Requirement.PLT_UPD_214;
import static io.platen.protocol.Requirement.PLT_UPD_215;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.BOOTLOADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.BootControl;
import io.platen.device.testing.TestUpdates;
import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Refusal.Reason;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.Verifies;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes back to what ran before, by whose fault, and what may come after it. */
class UpdaterReturnTest {
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
}
