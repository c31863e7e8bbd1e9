package io.platen.device.update;

import io.platen.protocol.release.ComponentName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that an updater remembers: one record, changed as a whole.
 *
 * @param floors the least counter of security that each component may have
 * @param broken releases that are not tried again, the last ones
 * @param last result; null where there was none
 */
record Journal(
    Attempt attempt,
    Map<ComponentName, Installed> installed,
    Map<ComponentName, Integer> floors,
    List<String> broken,
    @Nullable Result last) {
  private static final int MOST_BROKEN = 64;

  Journal {
    installed = Map.copyOf(installed);
    floors = Map.copyOf(floors);
    broken = List.copyOf(broken);
  }

  static Journal first(Map<ComponentName, Installed> factory) {
    return new Journal(Attempt.NONE, factory, Map.of(), List.of(), null);
  }

  Journal with(Attempt next) {
    return new Journal(next, installed, floors, broken, last);
  }

  Journal with(Map<ComponentName, Installed> now) {
    return new Journal(attempt, now, floors, broken, last);
  }

  Journal with(Result result) {
    return new Journal(attempt, installed, floors, broken, result);
  }

  /** That release is not tried again. [PLT-UPD-203] */
  Journal without(String release) {
    List<String> all = new ArrayList<>(broken);
    all.remove(release);
    all.add(release);
    int from = Math.max(0, all.size() - MOST_BROKEN);
    return new Journal(attempt, installed, floors, all.subList(from, all.size()), last);
  }

  /** These run for good. [PLT-UPD-213] Only now what is older than they may never run again. */
  Journal running(Map<ComponentName, Installed> confirmed) {
    Map<ComponentName, Installed> all = new EnumMap<>(ComponentName.class);
    all.putAll(installed);
    all.putAll(confirmed);
    Map<ComponentName, Integer> raised = new EnumMap<>(ComponentName.class);
    raised.putAll(floors);
    confirmed.forEach((each, is) -> raised.merge(each, is.counter(), Math::max));
    return new Journal(attempt, all, raised, broken, last);
  }

  /** The least counter that a component may have: what the factory gave, or was confirmed since. */
  int floor(ComponentName component) {
    Installed is = installed.get(component);
    return Math.max(floors.getOrDefault(component, 0), is == null ? 0 : is.counter());
  }
}
