package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.testing.TestStorage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a script that stands in for {@code rauc}: a real one needs D-Bus and its slots. */
class RaucControlTest extends BootControlContract {
  private static final String SCRIPT =
      """
      #!/bin/sh
      # state: booted primary left-of-A left-of-B; rootfs.0 is A, rootfs.1 is B
      read -r booted primary a b < "$0.state"
      status() { [ "$1" -gt 0 ] && echo good || echo bad; }
      letter() { case "$1" in
        booted) echo $booted ;; other) [ $booted = A ] && echo B || echo A ;;
        rootfs.0) echo A ;; rootfs.1) echo B ;; *) echo "No slot $1" >&2; exit 1 ;; esac; }
      left() { if [ "$1" = A ]; then a=$2; else b=$2; fi; }
      [ "$1" = status ] || { echo "Unknown command $1" >&2; exit 1; }
      case "$2" in
        --output-format=shell)
          first=$primary
          [ $first = A ] && [ $a = 0 ] && first=B
          [ $first = B ] && [ $b = 0 ] && first=A
          [ $first = A ] && name=rootfs.0 || name=rootfs.1
          cat <<END
      RAUC_SYSTEM_COMPATIBLE='a device'
      RAUC_SYSTEM_VARIANT='(null)'
      RAUC_SYSTEM_BOOTED_BOOTNAME='$booted'
      RAUC_BOOT_PRIMARY='$name'
      RAUC_SYSTEM_SLOTS='rootfs.1 rootfs.0'
      RAUC_SLOTS='1 2'
      RAUC_SLOT_CLASS_1='rootfs'
      RAUC_SLOT_BOOTNAME_1='B'
      RAUC_SLOT_BOOT_STATUS_1='$(status $b)'
      RAUC_SLOT_CLASS_2='rootfs'
      RAUC_SLOT_BOOTNAME_2='A'
      RAUC_SLOT_BOOT_STATUS_2='$(status $a)'
      END
          ;;
        mark-good) slot=$(letter "$3") || exit 1; left $slot 3 ;;
        mark-bad) slot=$(letter "$3") || exit 1; left $slot 0 ;;
        mark-active) primary=$(letter "$3") || exit 1; left $primary 3 ;;
        *) echo "Unknown $2" >&2; exit 1 ;;
      esac
      echo $booted $primary $a $b > "$0.state"
      """;

  @TempDir Path folder;
  private final TestStorage storage = new TestStorage();
  private final List<List<String>> asked = new ArrayList<>();
  private Path rauc;
  private RaucControl boot;

  /** Only so many commands get through; then the power goes. */
  private int powerFor = Integer.MAX_VALUE;

  @BeforeEach
  void make() throws Exception {
    rauc = Files.writeString(folder.resolve("rauc"), SCRIPT);
    Files.setPosixFilePermissions(rauc, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(folder.resolve("rauc.state"), "A A 3 3\n");
    Commands real = new ProcessCommands(Duration.ofSeconds(60));
    Commands commands =
        (command, input) -> {
          asked.add(command);
          if (powerFor-- <= 0) {
            throw new IOException("The power went");
          }
          List<String> ours = new ArrayList<>(command);
          ours.set(0, rauc.toString());
          return real.run(ours, input);
        };
    boot = new RaucControl(commands, storage, "boot-rauc", Set.of(ComponentName.OPERATING_SYSTEM));
  }

  @Override
  BootControl boot() {
    return boot;
  }

  /** RAUC's boot scripts count down at every start. */
  @Override
  void start() throws IOException {
    String[] state = Files.readString(folder.resolve("rauc.state")).strip().split(" ", -1);
    int[] left = {Integer.parseInt(state[2]), Integer.parseInt(state[3])};
    int chosen = state[1].equals("A") ? 0 : 1;
    if (left[chosen] == 0) {
      chosen = 1 - chosen;
    }
    boolean onTrial = storage.exists("boot-rauc");
    if (onTrial) {
      left[chosen]--; // what is confirmed is marked good at each start, which is left out here
    }
    Files.writeString(
        folder.resolve("rauc.state"),
        "AB".charAt(chosen) + " " + state[1] + " " + left[0] + " " + left[1] + "\n");
  }

  @Test
  void asks_rauc_and_nothing_else() throws Exception {
    boot.arm(SlotName.B, "2");
    assertThat(asked)
        .contains(
            List.of("rauc", "status", "--output-format=shell"),
            List.of("rauc", "status", "mark-active", "rootfs.1"));
  }

  @Test
  void takes_an_arming_that_the_power_cut_in_the_middle_for_none() throws Exception {
    // given
    powerFor = 2; // the status, and the first mark
    assertThatThrownBy(() -> boot.arm(SlotName.B, "2")).hasMessageContaining("The power went");
    powerFor = Integer.MAX_VALUE;

    // then
    assertThat(boot.read()).isEqualTo(new BootControl.State(SlotName.A, Optional.empty()));
    start();
    assertThat(boot.read().running()).isEqualTo(SlotName.A);
    boot.arm(SlotName.B, "2");
    start();
    assertThat(boot.read().isOnTrial()).isTrue();
  }

  @Test
  void says_what_rauc_says_when_it_fails() throws Exception {
    Files.writeString(folder.resolve("rauc"), "#!/bin/sh\necho 'no D-Bus' >&2\nexit 1\n");
    assertThatThrownBy(boot::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("status 1: no D-Bus");
  }
}
