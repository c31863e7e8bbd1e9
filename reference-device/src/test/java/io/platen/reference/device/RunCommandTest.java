package io.platen.reference.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.update.Probe;
import io.platen.device.update.Probe.Finding;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {
  private static Probe probe(String... more) {
    RunCommand command = new RunCommand();
    new CommandLine(command).parseArgs(more);
    return command.ownProbe();
  }

  @Test
  void finds_itself_well_unless_it_is_told_otherwise() throws Exception {
    assertThat(probe("--config", "device.properties").look()).isEqualTo(Finding.GOOD);
  }

  @Test
  void finds_itself_unwell_where_that_is_wanted_and_says_why() throws Exception {
    // given
    Probe probe = probe("--config", "device.properties", "--fail-health");

    // then
    assertThat(probe.name()).isEqualTo("self-test");
    assertThat(probe.look()).isEqualTo(Finding.bad("it was started with --fail-health"));
  }
}
