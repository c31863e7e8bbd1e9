package io.platen.reference.adapter;

import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.update.Probe;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateSettings;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.release.ComponentName;
import io.platen.reference.device.SimulatedFlash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets the device under test look for an update and install it: it runs until nothing is left to
 * do, starts anew as often as the update asks for it, and has the time that a trial needs.
 */
final class AdapterUpdates {
  private static final int MOST_STARTS = 10;
  private static final int MOST_LOOKS = 60;
  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final Duration TRIAL = Duration.ofMinutes(10);

  /** How images of the suite begin that are not well, as docs/reference/adapter.md has it. */
  private static final String NEVER_STARTS = "platen: never starts\n";

  private static final String NEVER_WELL = "platen: never well\n";

  private static final List<Set<ComponentName>> GROUPS =
      List.of(
          Set.of(ComponentName.BOOTLOADER),
          Set.of(ComponentName.APPLICATION, ComponentName.OPERATING_SYSTEM));

  private final Path data;
  private final AdapterTime time;
  private final AdapterEvents events;

  AdapterUpdates(Path data, AdapterTime time, AdapterEvents events) {
    this.data = data;
    this.time = time;
    this.events = events;
  }

  /** What changes together, as {@code state} says it. */
  static String groups() {
    return GROUPS.stream()
        .map(group -> group.stream().map(ComponentName::token).sorted())
        .map(group -> group.collect(Collectors.joining("+")))
        .collect(Collectors.joining(" "));
  }

  private SimulatedFlash flash(String repository, Path root) throws IOException {
    return new SimulatedFlash(data, new SimulatedFlash.Settings(repository, root, TRIAL, GROUPS));
  }

  /** For a single cycle: it tells of updates, and begins none. */
  UpdateSettings settings(String repository, Path root) throws IOException {
    SimulatedFlash flash = flash(repository, root);
    flash.start();
    return flash.updates(components -> {}, new Well(flash));
  }

  /**
   * @param config of the device with these settings for updates
   */
  Optional<UpdateStatus> run(
      String repository, Path root, Function<UpdateSettings, DeviceConfig> config)
      throws IOException, InterruptedException {
    SimulatedFlash flash = flash(repository, root);
    for (int i = 0; i < MOST_STARTS && runs(flash, config); i++) {
      // it asked to be started anew
    }
    return UpdateStatus.read(data);
  }

  /** Whether it wants to be started anew. */
  private boolean runs(SimulatedFlash flash, Function<UpdateSettings, DeviceConfig> config)
      throws IOException, InterruptedException {
    AtomicBoolean anew = new AtomicBoolean();
    flash.start();
    for (int i = 0; i < MOST_STARTS && flash.runs(NEVER_STARTS); i++) {
      flash.start(); // what a watchdog does
    }
    UpdateSettings settings = flash.updates(components -> anew.set(true), new Well(flash));
    try (Device device = Device.open(config.apply(settings), events)) {
      device.start();
      time.awaitRest();
      for (int i = 0; i < MOST_LOOKS && !anew.get() && isOnTrial(); i++) {
        time.advance(LOOK);
        time.awaitRest();
      }
    }
    return anew.get();
  }

  private boolean isOnTrial() throws IOException {
    return UpdateStatus.read(data).filter(each -> each.stage() == Stage.TRIAL).isPresent();
  }

  /** The firmware's own look at itself. */
  private record Well(SimulatedFlash flash) implements Probe {
    @Override
    public String name() {
      return "self-test";
    }

    @Override
    public Finding look() throws IOException {
      return flash.runs(NEVER_WELL) ? Finding.bad("it is never well") : Finding.GOOD;
    }
  }
}
