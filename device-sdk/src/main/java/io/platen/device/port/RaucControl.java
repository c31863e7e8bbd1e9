package io.platen.device.port;

import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The boot choice of RAUC, by its command line; slots have the boot names A and B. RAUC keeps no
 * name for a trial, so a small file does. RAUC's own service that marks a started slot good must be
 * off: what is on trial is good when it has proved itself, and what is not is marked here.
 *
 * <p>One command changes one mark, so a change takes several. They go in an order in which a loss
 * of power between any two reads as if the change had not begun, or were done.
 */
public final class RaucControl implements BootControl {
  private static final Pattern VARIABLE = Pattern.compile("(?m)^(RAUC_\\w+)='?(.*?)'?$");

  private final Commands commands;
  private final Storage storage;
  private final String file;
  private final Set<ComponentName> components;

  /**
   * @param file of the storage, for what is on trial
   */
  public RaucControl(
      Commands commands, Storage storage, String file, Set<ComponentName> components) {
    this.commands = commands;
    this.storage = storage;
    this.file = file;
    this.components = Set.copyOf(components);
  }

  /**
   * What {@code rauc status} says.
   *
   * @param first which slot RAUC starts next; empty where none is left
   */
  private record Status(
      SlotName running,
      Optional<SlotName> first,
      Map<SlotName, String> names,
      Set<SlotName> good) {}

  @Override
  public Set<ComponentName> components() {
    return components;
  }

  /**
   * Between the file and RAUC's mark the power may go: where the slot is still good and yet not the
   * first, it was never armed.
   */
  @Override
  public State read() throws IOException {
    Status status = status();
    Optional<String> line =
        storage.read(file).map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip());
    if (line.isEmpty() || line.get().isEmpty()) {
      return new State(status.running(), Optional.empty());
    }
    String[] parts = line.get().split(" ", 2);
    if (parts.length != 2 || !parts[0].matches("[ab]")) {
      throw new IOException("Not a trial in " + file + ": " + line.get());
    }
    SlotName slot = SlotName.parse(parts[0]);
    boolean isFirst = status.first().filter(slot::equals).isPresent();
    boolean isGood = status.good().contains(slot);
    if (isGood && !isFirst && status.running() != slot) {
      return new State(status.running(), Optional.empty());
    }
    return new State(status.running(), Optional.of(new Trial(parts[1], slot, !isGood || !isFirst)));
  }

  @Override
  public void arm(SlotName slot, String trial) throws IOException {
    String name = nameOf(slot);
    mark("good", name); // or an older return would look like this one's
    storage.write(file, (slot.token() + " " + trial).getBytes(StandardCharsets.US_ASCII));
    mark("active", name);
  }

  @Override
  public void confirm() throws IOException {
    mark("good", "booted");
    forget();
  }

  @Override
  public void giveUp() throws IOException {
    mark("bad", nameOf(trialSlot()));
  }

  @Override
  public void clear() throws IOException {
    mark("active", "booted");
    mark("good", "other");
    forget();
  }

  /** RAUC's usual boot scripts count down at each start, on trial or not. */
  @Override
  public void started() throws IOException {
    mark("good", "booted");
  }

  private SlotName trialSlot() throws IOException {
    return read().trial().orElseThrow(() -> new IOException("Nothing is on trial")).slot();
  }

  private void forget() throws IOException {
    storage.delete(file);
    storage.syncNames();
  }

  private void mark(String as, String slot) throws IOException {
    commands.run(List.of("rauc", "status", "mark-" + as, slot), "");
  }

  private String nameOf(SlotName slot) throws IOException {
    String name = status().names().get(slot);
    if (name == null) {
      throw new IOException("RAUC has no slot with the boot name " + slot);
    }
    return name;
  }

  private Status status() throws IOException {
    Map<String, String> found = new HashMap<>();
    Matcher each =
        VARIABLE.matcher(commands.run(List.of("rauc", "status", "--output-format=shell"), ""));
    while (each.find()) {
      found.put(each.group(1), each.group(2));
    }
    String[] slots = found.getOrDefault("RAUC_SYSTEM_SLOTS", "").strip().split("\\s+", -1);
    String[] numbers = found.getOrDefault("RAUC_SLOTS", "").strip().split("\\s+", -1);
    Map<SlotName, String> names = new HashMap<>();
    Set<SlotName> good = new HashSet<>();
    for (int i = 0; i < Math.min(slots.length, numbers.length); i++) {
      String letter = found.getOrDefault("RAUC_SLOT_BOOTNAME_" + numbers[i], "");
      if (letter.matches("[AB]")) {
        names.put(SlotName.parse(letter), slots[i]);
        if (found.getOrDefault("RAUC_SLOT_BOOT_STATUS_" + numbers[i], "").equals("good")) {
          good.add(SlotName.parse(letter));
        }
      }
    }
    String booted = found.getOrDefault("RAUC_SYSTEM_BOOTED_BOOTNAME", "");
    if (!booted.matches("[AB]")) {
      throw new IOException("RAUC does not say which of the slots A and B runs: " + booted);
    }
    String first = found.getOrDefault("RAUC_BOOT_PRIMARY", "");
    return new Status(
        SlotName.parse(booted),
        names.keySet().stream().filter(slot -> first.equals(names.get(slot))).findFirst(),
        names,
        good);
  }
}
