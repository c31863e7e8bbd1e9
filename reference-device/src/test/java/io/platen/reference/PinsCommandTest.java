package io.platen.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.FolderStorage;
import io.platen.device.printer.web.Pin;
import io.platen.device.printer.web.StoredPins;
import io.platen.reference.testing.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinsCommandTest {
  private static final String HOST = "192.0.2.17:443";
  private static final Pin PIN =
      new Pin("01" + ":AB".repeat(31), Instant.parse("2026-11-25T10:00:00Z"));

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void writeConfiguration() throws Exception {
    config = Files.writeString(folder.resolve("device.properties"), "data=data\n");
  }

  @Test
  void lists_and_forgets_a_printers_certificate() throws Exception {
    // given
    StoredPins pins = new StoredPins(new FolderStorage(folder.resolve("data")));
    pins.remember(HOST, PIN);

    // when
    CommandRun list = pins("list", "--config", config);
    CommandRun forget = pins("forget", "--config", config, HOST);

    // then
    assertThat(list.out().strip())
        .isEqualTo(HOST + " " + PIN.fingerprint() + " 2026-11-25T10:00:00Z");
    assertThat(forget.status()).as(forget.err()).isZero();
    assertThat(pins.all()).isEmpty();
  }

  @Test
  void says_that_it_knows_no_such_certificate() throws Exception {
    // given
    new StoredPins(new FolderStorage(folder.resolve("data"))).remember(HOST, PIN);

    // when
    CommandRun run = pins("forget", "--config", config, "192.0.2.17");

    // then
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("No certificate of 192.0.2.17 is known", "pins list");
  }

  @Test
  void says_that_no_device_has_run_yet() {
    assertThat(pins("list", "--config", config).err()).contains("No device has run");
  }

  private static CommandRun pins(Object... words) {
    Object[] all = new Object[words.length + 1];
    all[0] = "pins";
    System.arraycopy(words, 0, all, 1, words.length);
    return CommandRun.of(Main.commandLine(), all);
  }
}
