package io.platen.device.port;

import static io.platen.protocol.Requirement.PLT_UPD_206;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.testing.TestStorage;
import io.platen.protocol.Verifies;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  private static final String FILE = "boot-rauc";

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
    boot = new RaucControl(commands, storage, FILE, Set.of(ComponentName.OPERATING_SYSTEM));
  }

  @Override
  BootControl boot() {
    return boot;
  }

  /** RAUC's boot scripts count down at every start; then the device looks what it is. */
  @Override
  void start() throws IOException {
    startBareSystem();
    if (!boot.read().isOnTrial()) {
      boot.started();
    }
  }

  private void startBareSystem() throws IOException {
    String[] state = Files.readString(folder.resolve("rauc.state")).strip().split(" ", -1);
    int[] left = {Integer.parseInt(state[2]), Integer.parseInt(state[3])};
    int chosen = state[1].equals("A") ? 0 : 1;
    if (left[chosen] == 0) {
      chosen = 1 - chosen;
    }
    left[chosen]--;
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
  void goes_on_to_start_what_was_never_on_trial() throws Exception {
    for (int i = 0; i < 3 * BootControl.STARTS; i++) {
      start();
      assertThat(boot.read()).isEqualTo(new BootControl.State(SlotName.A, Optional.empty()));
    }
  }

  /** What an update does with it, each from the state that the others lead to. */
  static Stream<Arguments> changes() {
    return Stream.of(
        change("arm", rauc -> {}, rauc -> rauc.boot.arm(SlotName.B, "2")),
        change("confirm", RaucControlTest::tryB, rauc -> rauc.boot.confirm()),
        change("give up", RaucControlTest::tryB, rauc -> rauc.boot.giveUp()),
        change("clear", RaucControlTest::returnFromB, rauc -> rauc.boot.clear()));
  }

  private static Arguments change(String name, Act before, Act act) {
    return Arguments.of(Named.of(name, before), act);
  }

  private interface Act {
    void on(RaucControlTest rauc) throws IOException;
  }

  private static void tryB(RaucControlTest rauc) throws IOException {
    rauc.boot.arm(SlotName.B, "2");
    rauc.start();
  }

  private static void returnFromB(RaucControlTest rauc) throws IOException {
    tryB(rauc);
    rauc.boot.giveUp();
    rauc.start();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  @Verifies(positive = PLT_UPD_206)
  void is_as_before_or_as_after_wherever_the_power_is_cut(Act first, Act change) throws Exception {
    first.on(this);
    BootControl.State before = boot.read();
    String marks = Files.readString(folder.resolve("rauc.state"));
    Optional<byte[]> file = storage.read(FILE);
    change.on(this);
    BootControl.State after = boot.read();

    for (int lost = 0; ; lost++) {
      // given
      Files.writeString(folder.resolve("rauc.state"), marks);
      restore(file);
      powerFor = lost;

      // when
      boolean done = isDone(change);
      powerFor = Integer.MAX_VALUE;

      // then: it reads as one of the two, and goes on to its end when it is asked for again
      assertThat(boot.read()).as("after %s commands", lost).isIn(before, after);
      change.on(this);
      assertThat(boot.read()).isEqualTo(after);
      if (done) {
        return;
      }
    }
  }

  private void restore(Optional<byte[]> file) throws IOException {
    if (file.isPresent()) {
      storage.write(FILE, file.get());
    } else {
      storage.delete(FILE);
    }
  }

  private boolean isDone(Act act) {
    try {
      act.on(this);
      return true;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("The power went");
      return false;
    }
  }

  @Test
  void starts_the_old_one_after_an_arming_that_the_power_cut_in_the_middle() throws Exception {
    // given
    powerFor = 2; // the status, and the first mark
    assertThatThrownBy(() -> boot.arm(SlotName.B, "2")).hasMessageContaining("The power went");
    powerFor = Integer.MAX_VALUE;

    // then
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
