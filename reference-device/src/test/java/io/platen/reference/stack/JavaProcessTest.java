package io.platen.reference.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {
  @TempDir private Path folder;

  @Test
  void a_jar_that_is_not_there_is_named_with_what_to_do() {
    assertThatThrownBy(
            () ->
                JavaProcess.start(
                    folder.resolve("none.jar"), List.of(), List.of(), folder.resolve("log")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("none.jar")
        .hasMessageContaining("./mvnw package");
  }

  @Test
  void a_server_that_ends_at_its_start_is_told_with_its_last_words() throws IOException {
    // given: a file that is no jar
    Path broken = Files.writeString(folder.resolve("broken.jar"), "not a jar");
    // when
    try (ServerProcess server =
        ServerProcess.start(
            broken, ServerProcess.Tuning.QUICK_START, folder.resolve("server"), Map.of())) {
      // then
      assertThatThrownBy(server::awaitReady)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("ended at its start")
          .hasMessageContaining("broken.jar");
    }
  }

  @Test
  void a_process_that_was_killed_is_gone() throws Exception {
    // given
    Path broken = Files.writeString(folder.resolve("broken.jar"), "not a jar");
    JavaProcess process = JavaProcess.start(broken, List.of(), List.of(), folder.resolve("log"));
    // when
    process.kill();
    // then
    assertThat(process.endsWithin(Duration.ZERO)).isTrue();
  }

  @Test
  void a_key_is_its_owners_alone() throws IOException {
    // given
    Path file = folder.resolve("device.key");
    // when
    Pem.write(file, FactoryAuthority.make("F", Instant.EPOCH).issue(UUID.randomUUID()).key());
    // then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
  }
}
