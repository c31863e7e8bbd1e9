package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.listener.KeyStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyWatchTest {
  @TempDir private Path folder;
  private final List<KeyStores> taken = new ArrayList<>();
  private boolean broken;
  private Path file;
  private KeyWatch watch;

  @BeforeEach
  void open() throws Exception {
    file = Files.writeString(folder.resolve("authorities.pem"), "one");
    watch = new KeyWatch(() -> List.of(file, folder.resolve("none.pem")), this::stores, taken::add);
  }

  private KeyStores stores() throws StartException {
    if (broken) {
      throw new StartException(ExitCode.START_FAILED, "broken", null);
    }
    return new KeyStores("k", "a", "t", "e", "p");
  }

  @Test
  void does_nothing_while_nothing_changes() {
    // when
    watch.look();
    watch.look();

    // then
    assertThat(taken).isEmpty();
  }

  @Test
  void takes_a_file_that_has_changed_once_it_changes_no_more() throws Exception {
    // given
    Files.writeString(file, "one and");
    watch.look();
    Files.writeString(file, "one and another");
    watch.look();
    assertThat(taken).isEmpty();

    // when
    watch.look();
    watch.look();

    // then
    assertThat(taken).hasSize(1);
  }

  @Test
  void stays_with_what_there_is_where_the_new_cannot_be_used() throws Exception {
    // given
    broken = true;
    Files.writeString(file, "half");
    watch.look();
    watch.look();
    assertThat(taken).isEmpty();

    // when: it is mended
    broken = false;
    Files.writeString(file, "whole again");
    watch.look();
    watch.look();

    // then
    assertThat(taken).hasSize(1);
  }

  @Test
  void takes_a_file_that_was_not_there_before() throws Exception {
    // given
    Files.writeString(folder.resolve("none.pem"), "now it is");

    // when
    watch.look();
    watch.look();

    // then
    assertThat(taken).hasSize(1);
  }
}
