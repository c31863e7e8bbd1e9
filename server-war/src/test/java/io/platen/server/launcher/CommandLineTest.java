package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  @Test
  void takes_keys_before_and_behind_a_command() throws Exception {
    // when
    CommandLine asked =
        CommandLine.read(List.of("--data", "here", "people", "reset", "anna", "--config", "c"));

    // then
    assertThat(asked.keys()).isEqualTo(Map.of(ServerKey.DATA, "here"));
    assertThat(asked.file()).hasToString("c");
    assertThat(asked.otherwise()).isEqualTo("Nobody was reset.");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "people,people needs a value",
    "people reset,people reset needs a value",
    "people remove anna,people reset",
    "audit check,audit verify",
    "authority,authority needs a value",
    "authority reitre,'next, switch, retire, reissue'",
    "people reset anna berta,Unknown argument berta",
    "people reset anna --now,authority retire",
    "--now,authority retire",
    "--confg c,Unknown argument --confg",
    "--data,--data needs a value"
  })
  void says_what_is_wrong_with(String words, String what) {
    // when
    CommandLine.WrongException refusal =
        catchThrowableOfType(
            CommandLine.WrongException.class,
            () -> CommandLine.read(List.of(words.split(" ", -1))));

    // then
    assertThat(refusal).hasMessageContaining(what);
  }
}
