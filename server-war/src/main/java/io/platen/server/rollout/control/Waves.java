package io.platen.server.rollout.control;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which devices come in which wave. */
public final class Waves {
  private Waves() {}

  /**
   * Each device's wave, in the order in which they come.
   *
   * @param waves the last of which takes the rest, whatever its size says
   */
  public static Map<UUID, Integer> of(UUID rollout, List<Wave> waves, Collection<UUID> devices) {
    List<UUID> inOrder =
        devices.stream()
            .distinct()
            .sorted(Comparator.comparingLong((UUID device) -> Phase.of(rollout, device)))
            .toList();
    Map<UUID, Integer> places = new LinkedHashMap<>();
    int before = 0;
    for (int wave = 0; wave < waves.size(); wave++) {
      boolean isLast = wave == waves.size() - 1;
      int end = isLast ? inOrder.size() : waves.get(wave).size().upTo(before, inOrder.size());
      for (UUID device : inOrder.subList(before, end)) {
        places.put(device, wave);
      }
      before = end;
    }
    return places;
  }
}
