package io.platen.device.update;

import io.platen.device.port.BootControl;
import io.platen.device.port.SlotName;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which components start together. A group is what one write arms; groups follow each other in the
 * order bootloader, operating system, application.
 */
final class Groups {
  private final List<BootControl> boots;

  /**
   * @throws IllegalArgumentException when two start the same component, or one starts the
   *     bootloader and something else
   */
  Groups(List<BootControl> boots) {
    this.boots = List.copyOf(boots);
    Set<ComponentName> seen = EnumSet.noneOf(ComponentName.class);
    for (BootControl boot : boots) {
      for (ComponentName each : boot.components()) {
        if (!seen.add(each)) {
          throw new IllegalArgumentException("Two boot controls start the " + each.token());
        }
      }
      // [PLT-UPD-207] A bootloader that does not start must not take what else is new with it.
      if (boot.components().contains(ComponentName.BOOTLOADER) && boot.components().size() > 1) {
        throw new IllegalArgumentException("A bootloader has a boot control of its own");
      }
    }
  }

  List<BootControl> boots() {
    return boots;
  }

  Optional<BootControl> find(ComponentName component) {
    return boots.stream().filter(boot -> boot.components().contains(component)).findFirst();
  }

  /** What of a release starts with this control. */
  static List<Component> parts(Release release, BootControl boot) {
    return release.components().stream()
        .filter(part -> boot.components().contains(part.name()))
        .toList();
  }

  /** Those parts of a release, in the slots that run now. */
  Map<ComponentName, Installed> installed(Release release, Set<ComponentName> components)
      throws IOException {
    Map<ComponentName, Installed> running = new EnumMap<>(ComponentName.class);
    for (Component part : release.components()) {
      if (components.contains(part.name())) {
        SlotName slot = find(part.name()).orElseThrow().read().running();
        running.put(
            part.name(),
            new Installed(slot, part.version().toString(), part.counter(), part.sha256()));
      }
    }
    return running;
  }

  /** The control whose parts are next. */
  BootControl next(Attempt attempt) {
    Component first =
        attempt.releaseNow().components().stream()
            .filter(part -> !attempt.done().contains(part.name()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("All is done"));
    return find(first.name()).orElseThrow();
  }

  /**
   * What changes together with a component of the release and is not in it; empty where nothing.
   */
  Optional<String> lacking(Release release) {
    for (BootControl boot : boots) {
      Set<ComponentName> absent = new TreeSet<>(boot.components());
      parts(release, boot).forEach(part -> absent.remove(part.name()));
      if (!absent.isEmpty() && absent.size() < boot.components().size()) {
        return Optional.of(
            "The release lacks what changes together with its components: "
                + absent.stream().map(ComponentName::token).collect(Collectors.joining(", ")));
      }
    }
    return Optional.empty();
  }
}
