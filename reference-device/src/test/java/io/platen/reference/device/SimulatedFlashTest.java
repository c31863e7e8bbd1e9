package io.platen.reference.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.device.update.Probe;
import io.platen.device.update.UpdateSettings;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that stand for the flash of a device. */
class SimulatedFlashTest {
  private static final Probe WELL =
      new Probe() {
        @Override
        public String name() {
          return "own";
        }

        @Override
        public Finding look() {
          return Finding.GOOD;
        }
      };

  @TempDir Path data;

  private SimulatedFlash flash() throws IOException {
    Path root = Files.writeString(data.resolve("root.xml"), "the first root");
    return new SimulatedFlash(
        data, new SimulatedFlash.Settings("demo", root, Duration.ofSeconds(60)));
  }

  @Test
  void leaves_the_factory_with_an_image_in_each_first_slot() throws Exception {
    // given
    UpdateSettings settings = flash().updates(asked -> {}, WELL);

    // then
    assertThat(settings.root().read()).asString().isEqualTo("the first root");
    assertThat(settings.firmware().model()).isEqualTo("platen-reference");
    for (ComponentName each : ComponentName.values()) {
      byte[] image = SimulatedImage.of(each, "1.0");
      byte[] there = new byte[image.length];
      try (Slot slot = settings.slots().open(SlotName.A.of(each))) {
        slot.read(0, there, 0, there.length);
      }
      assertThat(there).isEqualTo(image);
    }
  }

  @Test
  void starts_what_is_on_trial_as_often_as_a_bootloader_would() throws Exception {
    // given
    SimulatedFlash flash = flash();
    assertThat(flash.start())
        .containsExactly(
            "Starts the bootloader from slot A",
            "Starts the operating-system from slot A",
            "Starts the application from slot A");
    BootControl boot =
        flash.updates(asked -> {}, WELL).boots().stream()
            .filter(each -> each.components().contains(ComponentName.APPLICATION))
            .findFirst()
            .orElseThrow();

    // when
    boot.arm(SlotName.B, "2.application");

    // then: also by a process that begins anew
    for (int start = 0; start < BootControl.STARTS; start++) {
      assertThat(flash().start()).contains("Starts the application from slot B, on trial");
    }
    assertThat(flash().start()).contains("Starts the application from slot A");
  }

  @Test
  void keeps_what_an_update_wrote_when_it_starts_again() throws Exception {
    // given
    try (Slot slot = flash().updates(asked -> {}, WELL).slots().open("application-b")) {
      slot.write(0, new byte[] {1, 2, 3}, 0, 3);
    }

    // then
    try (Slot slot = flash().updates(asked -> {}, WELL).slots().open("application-b")) {
      byte[] there = new byte[3];
      slot.read(0, there, 0, 3);
      assertThat(there).containsExactly(1, 2, 3);
    }
  }

  @Test
  void has_images_that_differ_between_versions_in_a_tenth() {
    // given
    byte[] one = SimulatedImage.of(ComponentName.APPLICATION, "1.0");
    byte[] two = SimulatedImage.of(ComponentName.APPLICATION, "2.0");

    // then
    int differs = 0;
    for (int i = 0; i < one.length; i++) {
      differs += one[i] == two[i] ? 0 : 1;
    }
    assertThat(two).hasSameSizeAs(one);
    assertThat(differs).isBetween(one.length / 20, one.length / 8);
    assertThat(SimulatedImage.of(ComponentName.APPLICATION, "1.0")).isEqualTo(one);
  }
}
