package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void forgets_what_a_killed_run_left() throws Exception {
    // given
    Path left = folder.resolve("run/payara/left");
    Files.createDirectories(left.getParent());
    Files.writeString(left, "x");
    Files.writeString(folder.resolve("server.properties"), "pid=1");

    // when
    DataFolder data = DataFolder.open(folder);

    // then
    assertThat(left).doesNotExist();
    assertThat(data.serverProperties()).doesNotExist();
    data.close();
  }

  @Test
  void is_closed_to_other_users() throws Exception {
    // when
    DataFolder data = DataFolder.open(folder.resolve("new"));

    // then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.tls())))
        .isEqualTo("rwx------");
    data.close();
  }

  @Test
  void refuses_a_place_that_cannot_be_a_folder() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("file"), "x");

    // when
    StartException refusal =
        catchThrowableOfType(StartException.class, () -> DataFolder.open(file.resolve("data")));

    // then
    assertThat(refusal).hasMessageContainingAll(file.toString(), "platen.data");
  }
}
