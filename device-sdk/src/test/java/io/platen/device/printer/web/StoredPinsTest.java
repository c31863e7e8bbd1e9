package io.platen.device.printer.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.Device;
import io.platen.device.port.FolderStorage;
import io.platen.device.testing.TestStorage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPinsTest {
  private static final Pin ONE =
      new Pin("01" + ":AB".repeat(31), Instant.parse("2026-11-25T10:00:00Z"));
  private static final Pin OTHER =
      new Pin("02" + ":CD".repeat(31), Instant.parse("2026-11-25T11:00:00Z"));

  private final TestStorage storage = new TestStorage();
  private final StoredPins pins = new StoredPins(storage);

  @Test
  void remembers_the_first_certificate_over_a_restart() {
    // when
    pins.remember("192.0.2.17:443", ONE);
    pins.remember("192.0.2.17:443", OTHER);

    // then
    assertThat(new StoredPins(storage).find("192.0.2.17:443")).contains(ONE);
  }

  @Test
  void forgets_what_another_process_has_forgotten() {
    // given
    pins.remember("192.0.2.17:443", ONE);

    // when
    boolean known = new StoredPins(storage).forget("192.0.2.17:443");

    // then
    assertThat(known).isTrue();
    assertThat(pins.find("192.0.2.17:443")).isEmpty();
    assertThat(pins.forget("192.0.2.17:443")).isFalse();
  }

  @Test
  void forgets_all_when_the_device_is_reset(@TempDir Path folder) throws Exception {
    // given
    StoredPins stored = new StoredPins(new FolderStorage(folder));
    stored.remember("192.0.2.17:443", ONE);

    // when
    Device.reset(folder);

    // then
    assertThat(stored.all()).isEmpty();
  }

  @Test
  void leaves_out_a_line_that_cannot_be_read() throws Exception {
    // given
    pins.remember("192.0.2.17:443", ONE);
    String good = new String(storage.read("pins").orElseThrow(), StandardCharsets.UTF_8);
    storage.write("pins", ("rubbish\n1 2 3\n" + good).getBytes(StandardCharsets.UTF_8));

    // when, then
    assertThat(pins.all()).containsOnlyKeys("192.0.2.17:443").containsValue(ONE);
  }
}
