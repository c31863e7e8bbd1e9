package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The lists of commands in the help. */
class CommandListTest {
  private static final int FEWEST = 11;

  @Test
  void a_list_of_commands_says_of_each_one_whole_sentence() {
    // when
    List<String> lines = listed(Main.commandLine()).toList();
    // then
    assertThat(lines).hasSizeGreaterThan(FEWEST).allMatch(line -> line.endsWith("."));
  }

  /** The lines of a command's list, and of those of its commands. */
  private static Stream<String> listed(CommandLine command) {
    // So wide that a command has one line.
    command.setUsageHelpWidth(1_000);
    return Stream.concat(
        command.getHelp().commandList().lines().map(String::strip),
        command.getSubcommands().values().stream().flatMap(CommandListTest::listed));
  }
}
