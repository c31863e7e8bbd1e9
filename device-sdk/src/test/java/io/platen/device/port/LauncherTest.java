package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts an application, on the file that the SDK writes. */
class LauncherTest extends BootControlContract {
  private static final Path SCRIPT = Path.of("src/main/sh/platen-launch");

  @TempDir Path folder;
  private SlotName running = SlotName.A;

  @BeforeEach
  void makeTwoPrograms() throws Exception {
    for (String slot : new String[] {"a", "b"}) {
      Path program =
          Files.writeString(
              folder.resolve("program-" + slot),
              "#!/bin/sh\necho \"" + slot + " $PLATEN_SLOT $*\"\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Override
  BootControl boot() throws IOException {
    return new StorageBootControl(
        new FolderStorage(folder.resolve("data")),
        "boot-application",
        Set.of(ComponentName.APPLICATION),
        running);
  }

  @Override
  void start() throws IOException {
    String said = launch();
    running = SlotName.parse(said.substring(0, 1));
    assertThat(said).isEqualTo(running.token() + " " + running.token() + " --config x y\n");
  }

  private String launch() throws IOException {
    return BootFolder.sh(
        Map.of(),
        SCRIPT.toString(),
        folder.resolve("data/boot-application").toString(),
        folder.resolve("program-a").toString(),
        folder.resolve("program-b").toString(),
        "--config",
        "x y");
  }

  @Test
  void starts_slot_a_where_nothing_was_ever_chosen_or_the_file_is_spoilt() throws Exception {
    assertThat(launch()).startsWith("a ");
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/boot-application"), "\0\0rubbish\n");
    assertThat(launch()).contains("which is left out", "a a ");
  }
}
