package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      Main.commandLine()
          .addSubcommand(new Failing())
          .setOut(new PrintWriter(out))
          .setErr(new PrintWriter(err));

  @Test
  void help_names_the_commands_and_the_exit_statuses() {
    // when
    int status = line.execute("--help");
    // then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("platen-device", "Commands:", "failing", "Exit status");
  }

  @Test
  void version_names_the_program() {
    // when
    int status = line.execute("--version");
    // then
    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("platen-device ");
  }

  @Test
  void refuses_a_line_without_a_command() {
    // when
    int status = line.execute();
    // then
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("Name a command.");
  }

  @Test
  void refuses_a_command_that_does_not_exist() {
    // when
    int status = line.execute("prnt");
    // then
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("prnt");
  }

  @Test
  void says_in_one_line_why_a_command_failed() {
    // when
    int status = line.execute("failing");
    // then
    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("failing: No printer answered.");
  }

  @Command(name = "failing")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new CommandFailure("No printer answered.");
    }
  }
}
