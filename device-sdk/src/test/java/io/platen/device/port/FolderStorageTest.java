package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest extends StorageContract {
  @TempDir private Path folder;

  @Override
  Storage storage() throws IOException {
    return new FolderStorage(folder.resolve("data"));
  }

  @Test
  void lets_nobody_else_read_its_files() throws IOException {
    // when
    storage().write("one", new byte[] {1});

    // then
    assertThat(mode(folder.resolve("data"))).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("data/one"))).isEqualTo("rw-------");
  }

  @Test
  void takes_no_name_that_leads_elsewhere() throws IOException {
    Storage storage = storage();
    assertThatThrownBy(() -> storage.read("../one")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
