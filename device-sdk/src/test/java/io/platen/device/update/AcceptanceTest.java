package io.platen.device.update;

import static io.platen.protocol.Requirement.PLT_UPD_201;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static io.platen.protocol.release.ComponentName.BOOTLOADER;
import static io.platen.protocol.release.ComponentName.OPERATING_SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.SlotName;
import io.platen.device.port.StorageBootControl;
import io.platen.device.testing.TestUpdates;
import io.platen.device.update.Refusal.Reason;
import io.platen.protocol.Verifies;
import io.platen.protocol.release.Release;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which releases a device takes. */
class AcceptanceTest {
  private TestUpdates device;

  @BeforeEach
  void make() throws Exception {
    device = new TestUpdates();
  }

  private String refused(Release release) throws Exception {
    Refusal refusal = device.updater.assign(release, Terms.NONE).orElseThrow();
    assertThat(refusal.reason()).isEqualTo(Reason.UNFIT);
    assertThat(device.updater.status().stage()).isEqualTo(Stage.IDLE);
    assertThat(Objects.requireNonNull(device.updater.status().last()).reason())
        .isEqualTo(refusal.text());
    return refusal.text();
  }

  @Test
  void refuses_a_component_below_its_floor_and_the_whole_release_with_it() throws Exception {
    assertThat(
            refused(
                TestUpdates.of(
                    "2", device.part(OPERATING_SYSTEM, "2", 9), device.part(APPLICATION, "0", 4))))
        .contains("application is 4", "floor of 5");
  }

  @Test
  @Verifies(positive = PLT_UPD_201)
  void takes_an_older_version_that_is_not_below_the_floor() throws Exception {
    assertThat(
            device.updater.assign(
                TestUpdates.of("old", device.part(APPLICATION, "0.9", 5)), Terms.NONE))
        .isEmpty();
  }

  @Test
  void refuses_a_component_without_a_second_slot() throws Exception {
    // given
    device.controls = List.of(device.boots.get(APPLICATION));
    device.newProcess();

    // then
    assertThat(refused(device.release("2", 7))).contains("no slots for a bootloader");
  }

  @Test
  @Verifies(negative = PLT_UPD_201)
  void refuses_a_release_without_what_changes_together_with_its_own() throws Exception {
    // given
    device.controls =
        List.of(
            device.boots.get(BOOTLOADER),
            new StorageBootControl(
                device.storage, "boot", Set.of(OPERATING_SYSTEM, APPLICATION), SlotName.A));
    device.newProcess();

    // then
    assertThat(refused(TestUpdates.of("2", device.part(APPLICATION, "2", 7))))
        .contains("changes together", "operating-system");
    assertThat(
            device.updater.assign(TestUpdates.of("3", device.part(BOOTLOADER, "3", 7)), Terms.NONE))
        .isEmpty();
  }
}
