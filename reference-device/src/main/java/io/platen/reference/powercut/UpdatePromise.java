package io.platen.reference.powercut;

import io.platen.device.update.Result;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.UpdateStatus.Running;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.reference.powercut.ModelMaker.Edition;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a device has said of its updates, and must still say after a loss of power; and what it has
 * come to trust, to keep and to spend, which it may not forget.
 *
 * @param floors the least counters, which never fall
 * @param untold the last result, unless the server is known to know it
 * @param past what time it surely is
 * @param trusted which metadata; empty for none but the root that it was made with
 * @param kept what needs not be fetched again
 * @param elapsed since the device was new
 * @param spent of today's data budget, in bytes
 */
record UpdatePromise(
    Stage stage,
    Map<ComponentName, Integer> floors,
    Optional<Result> last,
    Optional<Result> untold,
    Instant past,
    Optional<Edition> trusted,
    Set<Sha256> kept,
    Duration elapsed,
    long spent) {
  /** Of a device that is new. */
  static final UpdatePromise NONE =
      new UpdatePromise(
          Stage.IDLE,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Instant.EPOCH,
          Optional.empty(),
          Set.of(),
          Duration.ZERO,
          0);

  UpdatePromise {
    floors = Map.copyOf(floors);
    kept = Set.copyOf(kept);
  }

  static Map<ComponentName, Integer> floors(UpdateStatus status) {
    Map<ComponentName, Integer> floors = new EnumMap<>(ComponentName.class);
    for (Running each : status.components()) {
      floors.put(each.component(), each.floor());
    }
    return floors;
  }

  /** Whether both say the same of what the device does. */
  boolean saysTheSame(UpdatePromise other) {
    return stage == other.stage && last.equals(other.last) && untold.equals(other.untold);
  }
}
