package io.platen.conformance.peers;

import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The flash of the fake device: two slots of each component, of which one runs. */
final class FakeSlots {
  static final long SIZE = 1024 * 1024;
  static final int FLOOR = 5;

  /** What changes together. */
  static final List<Set<ComponentName>> GROUPS =
      List.of(
          Set.of(ComponentName.BOOTLOADER),
          Set.of(ComponentName.APPLICATION, ComponentName.OPERATING_SYSTEM));

  private final Map<ComponentName, byte[][]> slots = new EnumMap<>(ComponentName.class);
  private final Map<ComponentName, Integer> running = new EnumMap<>(ComponentName.class);
  private final Map<ComponentName, Integer> floors = new EnumMap<>(ComponentName.class);

  FakeSlots() {
    for (ComponentName each : ComponentName.values()) {
      byte[] factory = ("What the factory wrote as " + each).getBytes(StandardCharsets.UTF_8);
      slots.put(each, new byte[][] {factory, new byte[0]});
      running.put(each, 0);
      floors.put(each, FLOOR);
    }
  }

  Map<ComponentName, Integer> floors() {
    return Map.copyOf(floors);
  }

  /** A component was confirmed. */
  void raise(Release.Component part) {
    floors.merge(part.name(), part.counter(), Math::max);
  }

  byte[] running(ComponentName name) {
    return slot(name, running(name, 0));
  }

  /** The slot that does not run, as long as the image that comes; what was there stays. */
  byte[] other(ComponentName name, long length) {
    int at = running(name, 1);
    if (slot(name, at).length != length) {
      of(slots, name)[at] = Arrays.copyOf(slot(name, at), Math.toIntExact(length));
    }
    return slot(name, at);
  }

  /** Writes over what runs, as no device should. */
  void overwrite(ComponentName name, long length) {
    of(slots, name)[running(name, 0)] = new byte[Math.toIntExact(length)];
  }

  void wipe(ComponentName name) {
    of(slots, name)[running(name, 1)] = new byte[0];
  }

  /** The other slot runs from now on. */
  void turn(Set<ComponentName> group) {
    group.forEach(each -> running.put(each, running(each, 1)));
  }

  boolean holds(Release.Component part) {
    return measure(part.name()).equals(part.sha256());
  }

  String measure(ComponentName name) {
    return Sha256.of(running(name)).toString();
  }

  List<UpdateState.Component> state() {
    return running.keySet().stream()
        .map(
            each ->
                new UpdateState.Component(
                    each, null, of(floors, each), measure(each), "AB".charAt(running(each, 0))))
        .toList();
  }

  private static <T> T of(Map<ComponentName, T> map, ComponentName name) {
    return Objects.requireNonNull(map.get(name));
  }

  private byte[] slot(ComponentName name, int at) {
    return of(slots, name)[at];
  }

  private int running(ComponentName name, int more) {
    return (running.getOrDefault(name, 0) + more) % 2;
  }
}
