package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose {@code --data} names no folder of a server. */
class MistypedFolderTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"audit verify", "people reset anna", "authority next"})
  void is_not_made_by(String words) throws Exception {
    // given
    Path mistyped = folder.resolve("daat");

    // when
    StartException refusal = refusal(words, Map.of(ServerKey.DATA, mistyped.toString()));

    // then
    assertThat(refusal).hasMessageContainingAll("There is no folder " + mistyped, "--data");
    assertThat(refusal.exitCode()).isEqualTo(ExitCode.START_FAILED);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"audit verify", "people reset anna", "authority next"})
  void is_left_as_it_is_where_it_holds_something_else_by(String words) throws Exception {
    // given
    Path other = Files.writeString(folder.resolve("letter"), "Dear Anna");

    // when
    StartException refusal = refusal(words, Map.of(ServerKey.DATA, folder.toString()));

    // then
    assertThat(refusal).hasMessageContaining("There is no database in " + folder);
    assertThat(folder.toFile().list()).containsExactly(other.getFileName().toString());
  }

  @Test
  void is_not_made_for_an_authority_either_where_the_database_is_elsewhere() throws Exception {
    // given
    Path mistyped = folder.resolve("daat");
    Map<ServerKey, String> keys =
        Map.of(
            ServerKey.DATA, mistyped.toString(),
            ServerKey.DB_URL, "jdbc:postgresql://127.0.0.1:1/platen",
            ServerKey.DB_USER, "platen",
            ServerKey.DB_PASSWORD, "platen");

    // when
    StartException refusal = refusal("authority next", keys);

    // then
    assertThat(refusal).hasMessageContaining("There is no folder " + mistyped);
    assertThat(folder).isEmptyDirectory();
  }

  private static StartException refusal(String words, Map<ServerKey, String> keys)
      throws Exception {
    CommandLine asked = CommandLine.read(List.of(words.split(" ")));
    Configuration configuration = new Configuration(keys);
    return catchThrowableOfType(
        StartException.class, () -> asked.task().on(configuration, NOWHERE));
  }
}
