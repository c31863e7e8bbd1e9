package io.platen.reference.powercut;

import io.platen.device.update.Result;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.UpdateStatus.Running;
import io.platen.protocol.release.ComponentName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a device has said of its updates, and must still say after a loss of power.
 *
 * @param floors the least counters, which never fall
 */
record UpdatePromise(Stage stage, Map<ComponentName, Integer> floors, Optional<Result> last) {
  UpdatePromise {
    floors = Map.copyOf(floors);
  }

  static UpdatePromise of(UpdateStatus status) {
    Map<ComponentName, Integer> floors = new EnumMap<>(ComponentName.class);
    for (Running each : status.components()) {
      floors.put(each.component(), each.floor());
    }
    return new UpdatePromise(status.stage(), floors, Optional.ofNullable(status.last()));
  }
}
