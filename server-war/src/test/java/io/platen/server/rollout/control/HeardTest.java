package io.platen.server.rollout.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.rollout.control.Heard.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeardTest {
  @Test
  void counts_a_device_as_done_only_when_it_runs_what_was_released() {
    assertThat(new Heard(Stage.CONFIRMED, true).after(Standing.TRIAL))
        .isEqualTo(Standing.CONFIRMED);
    assertThat(new Heard(Stage.CONFIRMED, false).after(Standing.TRIAL))
        .isEqualTo(Standing.CONTRADICTED);
  }

  @Test
  void notices_when_a_confirmed_device_runs_the_old_software_again() {
    assertThat(new Heard(Stage.NONE, false).after(Standing.CONFIRMED))
        .isEqualTo(Standing.CONTRADICTED);
    assertThat(new Heard(Stage.NONE, true).after(Standing.CONFIRMED)).isEqualTo(Standing.CONFIRMED);
  }

  @Test
  void hears_again_of_a_device_that_was_silent() {
    assertThat(new Heard(Stage.NONE, false).after(Standing.SILENT)).isEqualTo(Standing.ASSIGNED);
    assertThat(new Heard(Stage.TRIAL, true).after(Standing.SILENT)).isEqualTo(Standing.TRIAL);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"DOWNLOADING", "VERIFIED", "ARMED", "TRIAL", "FAILED", "ROLLED_BACK"})
  void goes_where_the_device_says_it_is(Stage stage) {
    assertThat(new Heard(stage, false).after(Standing.ASSIGNED).name()).isEqualTo(stage.name());
  }

  @Test
  void leaves_who_was_not_told_as_it_is() {
    assertThat(new Heard(Stage.CONFIRMED, true).after(Standing.WAITING))
        .isEqualTo(Standing.WAITING);
    assertThat(new Heard(Stage.CONFIRMED, true).after(Standing.WITHDRAWN))
        .isEqualTo(Standing.WITHDRAWN);
  }
}
