package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"bench fleet", "bench fleet --help", "bench fleet ingest --help"})
  void names_the_benches_to_who_asks_for_one_that_does_not_exist(String words) {
    // when
    int status = line.execute(words.split(" "));
    // then
    assertThat(status).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .startsWith(
            "bench does not know fleet;"
                + " it knows ingest, kill, live, power-cuts, seal, traps, updates");
  }

  @Test
  void shows_the_help_of_a_bench_that_exists() {
    // when
    int status = line.execute("bench", "seal", "--help");
    // then
    assertThat(status).isZero();
    assertThat(out.toString()).contains("Usage: platen-device bench seal");
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
