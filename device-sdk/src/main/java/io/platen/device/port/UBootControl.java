package io.platen.device.port;

import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * U-Boot's environment, by {@code fw_printenv} and {@code fw_setenv} of libubootenv. The variables
 * are {@code BOOT_ORDER}, {@code BOOT_A_LEFT}, {@code BOOT_B_LEFT}, and for what is on trial {@code
 * platen_trial}, its name, and {@code platen_trial_slot}. A boot script takes the first slot of the
 * order that has starts left, and counts those of the slot on trial.
 *
 * <p>[PLT-UPD-206] All variables of a change go by one call of {@code fw_setenv -s}, which writes
 * the older of the two copies of the environment as a whole. Where there is but one copy, a loss of
 * power could leave none: nothing is armed then.
 */
public final class UBootControl implements BootControl {
  private static final String TRIAL = "platen_trial";
  private static final String TRIAL_SLOT = "platen_trial_slot";
  private static final String ORDER = "BOOT_ORDER";
  private static final Map<String, String> NO_TRIAL = Map.of(TRIAL, "", TRIAL_SLOT, "");

  private final Commands commands;
  private final Path config;
  private final Set<ComponentName> components;
  private final Supplier<SlotName> running;

  /**
   * @param config as of {@code fw_env.config}: where the copies of the environment are
   * @param running what runs, as the kernel was told by its command line
   */
  public UBootControl(
      Commands commands, Path config, Set<ComponentName> components, Supplier<SlotName> running) {
    this.commands = commands;
    this.config = config;
    this.components = Set.copyOf(components);
    this.running = running;
  }

  @Override
  public Set<ComponentName> components() {
    return components;
  }

  @Override
  public State read() throws IOException {
    Map<String, String> variables = variables();
    return new State(
        running.get(),
        variables.containsKey(TRIAL) ? Optional.of(trial(variables)) : Optional.empty());
  }

  private static Trial trial(Map<String, String> variables) throws IOException {
    String letter = variables.getOrDefault(TRIAL_SLOT, "");
    if (!letter.matches("[AB]")) {
      throw new IOException(TRIAL_SLOT + " of the boot environment is neither A nor B: " + letter);
    }
    SlotName slot = SlotName.parse(letter);
    return new Trial(
        variables.getOrDefault(TRIAL, ""), slot, isZero(variables.getOrDefault(left(slot), "")));
  }

  /** The boot script counts in hexadecimal; what it cannot count has no starts. */
  private static boolean isZero(String left) {
    return !left.matches("(0x)?0*[1-9a-fA-F][0-9a-fA-F]*");
  }

  @Override
  public void arm(SlotName slot, String trial) throws IOException {
    demandTwoCopies();
    set(slot, Map.of(TRIAL, trial, TRIAL_SLOT, slot.name()));
  }

  @Override
  public void confirm() throws IOException {
    set(running.get(), NO_TRIAL);
  }

  @Override
  public void giveUp() throws IOException {
    SlotName slot = read().trial().orElseThrow(() -> new IOException("Nothing is on trial")).slot();
    set(Map.of(left(slot), "0"));
  }

  @Override
  public void clear() throws IOException {
    set(running.get(), NO_TRIAL);
  }

  private void set(SlotName first, Map<String, String> more) throws IOException {
    Map<String, String> all = new HashMap<>(more);
    all.put(ORDER, first.name() + " " + first.other().name());
    all.put(left(first), Integer.toString(STARTS));
    all.put(left(first.other()), Integer.toString(STARTS));
    set(all);
  }

  /**
   * A line without a value takes the variable away. Another tool of the same name reads another
   * form of line and says nothing of it: so what was set is read again.
   */
  private void set(Map<String, String> wanted) throws IOException {
    String script =
        wanted.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getKey() + "=" + each.getValue() + "\n")
            .collect(Collectors.joining());
    commands.run(List.of("fw_setenv", "-c", config.toString(), "-s", "-"), script);
    Map<String, String> found = variables();
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      if (!found.getOrDefault(each.getKey(), "").equals(each.getValue())) {
        throw new IOException("fw_setenv -s left " + each.getKey() + " as it was");
      }
    }
  }

  private Map<String, String> variables() throws IOException {
    Map<String, String> found = new HashMap<>();
    String printed = commands.run(List.of("fw_printenv", "-c", config.toString()), "");
    for (String line : printed.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        found.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return found;
  }

  private void demandTwoCopies() throws IOException {
    long copies =
        Files.readAllLines(config).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(line -> line.split("\\s+", -1))
            .filter(parts -> parts.length >= 3)
            .map(parts -> parts[0] + " " + parts[1])
            .distinct()
            .count();
    if (copies != 2) {
      throw new IOException(
          config
              + " names "
              + copies
              + " copies of the boot environment; with 2 (CONFIG_SYS_REDUNDAND_ENVIRONMENT) a loss of"
              + " power cannot leave the device without one");
    }
  }

  private static String left(SlotName slot) {
    return "BOOT_" + slot.name() + "_LEFT";
  }
}
