package io.platen.device.port;

import static io.platen.protocol.Requirement.PLT_UPD_206;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.platen.protocol.Verifies;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's fw_setenv and fw_printenv on an environment in files. What the boot script does is
 * played by the test, with the same two programs.
 */
class UBootControlTest extends BootControlContract {
  private static final int SIZE = 0x4000;
  private static final int SECTOR = 512;

  @TempDir Path folder;
  private final Commands commands = new ProcessCommands(Duration.ofSeconds(60));
  private Path config;
  private SlotName running = SlotName.A;
  private UBootControl boot;

  @BeforeEach
  void makeAnEnvironment() throws Exception {
    assumeTrue(BootFolder.has("fw_setenv"), "skipped: fw_setenv (libubootenv-tool) is not there");
    config = configOf("env1", "env2");
    byte[] first = environment(1, "BOOT_ORDER=A B", "BOOT_A_LEFT=3", "BOOT_B_LEFT=3");
    Files.write(folder.resolve("env1"), first);
    Files.write(folder.resolve("env2"), environment(0, "bootdelay=2"));
    boot =
        new UBootControl(commands, config, Set.of(ComponentName.OPERATING_SYSTEM), () -> running);
  }

  private Path configOf(String... copies) throws IOException {
    StringBuilder text = new StringBuilder("# copy, offset, size\n");
    for (String each : copies) {
      text.append(folder.resolve(each)).append(" 0x0 0x4000\n");
    }
    return Files.writeString(folder.resolve("config-" + String.join("-", copies)), text);
  }

  /** CRC-32 of the data, least byte first; the copy's number; variables, each ended by a zero. */
  private static byte[] environment(int number, String... variables) {
    byte[] copy = new byte[SIZE];
    byte[] data = (String.join("\0", variables) + "\0\0").getBytes(UTF_8);
    System.arraycopy(data, 0, copy, 5, data.length);
    CRC32 sum = new CRC32();
    sum.update(copy, 5, SIZE - 5);
    for (int i = 0; i < 4; i++) {
      copy[i] = (byte) (sum.getValue() >>> (8 * i));
    }
    copy[4] = (byte) number;
    return copy;
  }

  @Override
  BootControl boot() {
    return boot;
  }

  /** What the boot script of the how-to does. */
  @Override
  void start() throws IOException {
    Map<String, String> variables = printed(config);
    for (String letter : variables.get("BOOT_ORDER").split(" ", -1)) {
      int left = Integer.parseInt(variables.get("BOOT_" + letter + "_LEFT"), 16);
      if (left > 0) {
        if (letter.equals(variables.get("platen_trial_slot"))) {
          commands.run(
              List.of("fw_setenv", "-c", config.toString(), "-s", "-"),
              "BOOT_" + letter + "_LEFT=" + (left - 1) + "\n");
        }
        running = SlotName.parse(letter);
        return;
      }
    }
    throw new IOException("No slot is left");
  }

  private Map<String, String> printed(Path of) throws IOException {
    Map<String, String> variables = new HashMap<>();
    commands
        .run(List.of("fw_printenv", "-c", of.toString()), "")
        .lines()
        .forEach(
            line ->
                variables.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return variables;
  }

  @Test
  @Verifies(negative = PLT_UPD_206)
  void arms_nothing_where_there_is_one_copy_only() throws Exception {
    for (Path one : List.of(configOf("env1"), configOf("env1", "env1"))) {
      // given
      byte[] before = Files.readAllBytes(folder.resolve("env1"));
      UBootControl single =
          new UBootControl(commands, one, Set.of(ComponentName.OPERATING_SYSTEM), () -> running);

      // then
      assertThatThrownBy(() -> single.arm(SlotName.B, "2"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("1 copies");
      assertThat(Files.readAllBytes(folder.resolve("env1"))).isEqualTo(before);
    }
  }

  @Test
  void keeps_what_others_wrote_into_the_environment() throws Exception {
    // given
    commands.run(List.of("fw_setenv", "-c", config.toString(), "-s", "-"), "ethaddr=02:00\n");

    // when
    boot.arm(SlotName.B, "2");
    boot.confirm();

    // then
    assertThat(printed(config)).containsEntry("ethaddr", "02:00").doesNotContainKey("platen_trial");
  }

  @Test
  @Verifies(negative = PLT_UPD_206)
  void does_not_take_it_for_armed_where_the_tool_did_nothing() {
    Commands lazy = (command, input) -> command.contains("-s") ? "" : commands.run(command, input);
    UBootControl unlucky =
        new UBootControl(lazy, config, Set.of(ComponentName.OPERATING_SYSTEM), () -> running);
    assertThatThrownBy(() -> unlucky.arm(SlotName.B, "2"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("as it was");
  }

  @Test
  void says_what_the_program_said_when_it_fails() throws Exception {
    Files.write(folder.resolve("env1"), new byte[SIZE]);
    Files.write(folder.resolve("env2"), new byte[SIZE]);
    assertThatThrownBy(boot::read).isInstanceOf(IOException.class).hasMessageContaining("fw_print");
  }

  /**
   * The write of the tool goes into one copy, and is torn at every offset of it, loses each sector,
   * or comes with one sector alone.
   */
  @Test
  @Verifies(positive = PLT_UPD_206, negative = PLT_UPD_206)
  void reads_old_or_new_wherever_the_write_of_the_tool_is_torn() throws Exception {
    for (String step : List.of("arm", "confirm", "arm the other", "give up", "clear")) {
      // given
      Map<String, String> old = printed(config);
      byte[][] before = copies();

      // when
      perform(step);
      Map<String, String> now = printed(config);
      byte[][] after = copies();

      // then
      assertThat(now).as(step).isNotEqualTo(old);
      int written = Arrays.equals(before[0], after[0]) ? 1 : 0;
      assertThat(after[1 - written]).as("%s wrote one copy", step).isEqualTo(before[1 - written]);
      List<byte[]> torn = torn(before[written], after[written]);
      assertThat(torn.size()).as(step).isGreaterThan(5);
      for (String found : readEach(torn, after[1 - written], written)) {
        assertThat(found).as(step).isIn(text(old), text(now));
      }
    }
  }

  private void perform(String step) throws IOException {
    switch (step) {
      case "arm" -> boot.arm(SlotName.B, "2.4.0.operating-system");
      case "confirm" -> {
        running = SlotName.B;
        boot.confirm();
      }
      case "arm the other" -> {
        boot.arm(SlotName.A, "2.5.0.operating-system");
        running = SlotName.A;
      }
      case "give up" -> boot.giveUp();
      case "clear" -> boot.clear();
      default -> throw new IllegalArgumentException(step);
    }
  }

  private byte[][] copies() throws IOException {
    return new byte[][] {
      Files.readAllBytes(folder.resolve("env1")), Files.readAllBytes(folder.resolve("env2"))
    };
  }

  /** All different ones. */
  private static List<byte[]> torn(byte[] old, byte[] now) {
    Map<String, byte[]> different = new TreeMap<>();
    for (int length = 0; length <= SIZE; length++) {
      byte[] prefix = old.clone();
      System.arraycopy(now, 0, prefix, 0, length);
      different.putIfAbsent(new String(prefix, ISO_8859_1), prefix);
    }
    for (int at = 0; at < SIZE; at += SECTOR) {
      byte[] lost = now.clone();
      System.arraycopy(old, at, lost, at, SECTOR);
      different.putIfAbsent(new String(lost, ISO_8859_1), lost);
      byte[] alone = old.clone();
      System.arraycopy(now, at, alone, at, SECTOR);
      different.putIfAbsent(new String(alone, ISO_8859_1), alone);
    }
    return List.copyOf(different.values());
  }

  /** One shell reads them all. */
  private List<String> readEach(List<byte[]> torn, byte[] other, int written) throws IOException {
    Path states = Files.createDirectories(folder.resolve("states"));
    Files.write(states.resolve("other"), other);
    for (int i = 0; i < torn.size(); i++) {
      Path copy = Files.write(states.resolve("copy" + i), torn.get(i));
      List<Path> order = new ArrayList<>(List.of(copy, states.resolve("other")));
      if (written == 1) {
        Collections.reverse(order);
      }
      Files.writeString(
          states.resolve("config" + i),
          order.get(0) + " 0x0 0x4000\n" + order.get(1) + " 0x0 0x4000\n");
    }
    String script =
        "i=0; while [ $i -lt "
            + torn.size()
            + " ]; do fw_printenv -c "
            + states
            + "/config$i | sort || exit 1; echo ===; i=$((i+1)); done";
    String all = BootFolder.sh(Map.of("LC_ALL", "C"), "/bin/sh", "-c", script);
    List<String> each = List.of(all.split("===\n", -1));
    return each.subList(0, each.size() - 1); // nothing follows the last one
  }

  private static String text(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(variables).forEach((name, value) -> text.append(name + "=" + value + "\n"));
    return text.toString();
  }
}
