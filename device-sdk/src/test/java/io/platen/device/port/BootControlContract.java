package io.platen.device.port;

import static io.platen.protocol.Requirement.PLT_UPD_206;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.BootControl.Trial;
import io.platen.protocol.Verifies;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every boot control does; slot A runs at first. */
abstract class BootControlContract {
  /** Always the same one. */
  abstract BootControl boot() throws Exception;

  /** What the bootloader does at a start. */
  abstract void start() throws Exception;

  @Test
  void has_nothing_on_trial_at_first() throws Exception {
    assertThat(boot().read()).isEqualTo(new BootControl.State(SlotName.A, Optional.empty()));
  }

  @Test
  @Verifies(positive = PLT_UPD_206)
  void starts_what_was_armed_and_knows_its_name() throws Exception {
    // when
    boot().arm(SlotName.B, "2.4.0.application");
    assertThat(boot().read().isOnTrial()).isFalse();
    start();

    // then
    assertThat(boot().read().running()).isEqualTo(SlotName.B);
    assertThat(boot().read().trial().orElseThrow().name()).isEqualTo("2.4.0.application");
    assertThat(boot().read().isOnTrial()).isTrue();
  }

  @Test
  void goes_back_when_the_starts_are_used_up() throws Exception {
    // given
    boot().arm(SlotName.B, "2");

    // when
    for (int i = 0; i < BootControl.STARTS; i++) {
      start();
      assertThat(boot().read().running()).isEqualTo(SlotName.B);
    }
    start();

    // then
    assertThat(boot().read())
        .isEqualTo(
            new BootControl.State(SlotName.A, Optional.of(new Trial("2", SlotName.B, true))));
  }

  @Test
  void goes_on_with_what_was_confirmed() throws Exception {
    // given
    boot().arm(SlotName.B, "2");
    start();

    // when
    boot().confirm();
    for (int i = 0; i < 2 * BootControl.STARTS; i++) {
      start();
    }

    // then
    assertThat(boot().read()).isEqualTo(new BootControl.State(SlotName.B, Optional.empty()));
  }

  @Test
  void goes_back_at_the_next_start_when_it_was_given_up() throws Exception {
    // given
    boot().arm(SlotName.B, "2");
    start();

    // when
    boot().giveUp();
    start();

    // then
    assertThat(boot().read())
        .isEqualTo(
            new BootControl.State(SlotName.A, Optional.of(new Trial("2", SlotName.B, true))));
    boot().clear();
    assertThat(boot().read()).isEqualTo(new BootControl.State(SlotName.A, Optional.empty()));
    start();
    assertThat(boot().read().running()).isEqualTo(SlotName.A);
  }

  @Test
  void arms_the_same_slot_again_after_a_return() throws Exception {
    // given
    boot().arm(SlotName.B, "2");
    start();
    boot().giveUp();
    start();
    boot().clear();

    // when
    boot().arm(SlotName.B, "3");

    // then
    assertThat(boot().read().trial()).contains(new Trial("3", SlotName.B, false));
    start();
    assertThat(boot().read().running()).isEqualTo(SlotName.B);
  }

  @Test
  void goes_back_and_forth_between_the_slots() throws Exception {
    for (SlotName next : new SlotName[] {SlotName.B, SlotName.A, SlotName.B}) {
      boot().arm(next, "to-" + next.token());
      start();
      boot().confirm();
      start();
      assertThat(boot().read()).isEqualTo(new BootControl.State(next, Optional.empty()));
    }
  }
}
