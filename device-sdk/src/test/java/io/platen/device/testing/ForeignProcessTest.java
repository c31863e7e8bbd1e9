package io.platen.device.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ForeignProcessTest {
  @Test
  void finds_the_first_program_that_is_there() {
    assertThat(ForeignProcess.demand(true, "coreutils", "no-such-program", "ls"))
        .isExecutable()
        .hasFileName("ls");
  }

  @Test
  void skips_a_test_whose_program_is_absent() {
    assertThatThrownBy(() -> ForeignProcess.demand(false, "a-package", "no-such-program"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("apt-get install a-package");
  }

  @Test
  void fails_a_test_whose_program_is_demanded_and_absent() {
    assertThatThrownBy(() -> ForeignProcess.demand(true, "a-package", "no-such-program"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-program");
  }

  @Test
  void wants_root_as_it_wants_a_program() {
    ForeignProcess.demandRoot(true, "root", "A network of its own");
    assertThatThrownBy(() -> ForeignProcess.demandRoot(false, "anna", "A network of its own"))
        .isInstanceOf(TestAbortedException.class);
    assertThatThrownBy(() -> ForeignProcess.demandRoot(true, "anna", "A network of its own"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("A network of its own: run this as root");
  }
}
