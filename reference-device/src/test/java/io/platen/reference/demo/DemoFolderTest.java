package io.platen.reference.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir private Path temporary;

  @Test
  void a_second_demo_begins_with_an_empty_folder() throws IOException {
    // given
    Path folder = temporary.resolve("demo");
    try (DemoFolder first = DemoFolder.open(folder)) {
      Files.writeString(first.folder("server").resolve("old"), "old");
    }
    // when
    try (DemoFolder second = DemoFolder.open(folder)) {
      // then
      assertThat(second.file("server")).doesNotExist();
    }
  }

  @Test
  void refuses_a_folder_that_holds_other_things_and_leaves_them() throws IOException {
    // given
    Path precious = Files.writeString(temporary.resolve("thesis.txt"), "years of work");
    // then
    assertThatThrownBy(() -> DemoFolder.open(temporary))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--folder");
    assertThat(precious).hasContent("years of work");
  }

  @Test
  void refuses_a_folder_in_which_a_demo_runs() throws IOException {
    // given
    Path folder = temporary.resolve("demo");
    try (DemoFolder running = DemoFolder.open(folder)) {
      Files.writeString(running.file("demo.properties"), "kept");
      // then
      assertThatThrownBy(() -> DemoFolder.open(folder))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("Another demo runs");
      assertThat(running.file("demo.properties")).exists();
    }
  }
}
