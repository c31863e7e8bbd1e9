package io.platen.reference.adapter;

import io.platen.device.DeviceStatus;
import io.platen.device.ObstacleStatus;
import io.platen.reference.adapter.AdapterAnswer.Outcome;
import io.platen.reference.device.SimulatedFlash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the device holds, by what lies in its folder. */
final class AdapterState {
  private AdapterState() {}

  static AdapterAnswer of(Path data) throws IOException {
    Optional<DeviceStatus> status = DeviceStatus.read(data);
    int reports = status.map(DeviceStatus::waiting).orElse(0);
    return new AdapterAnswer(
        Outcome.DONE,
        reports + " reports wait",
        Map.of(
            "waiting",
            Integer.toString(reports),
            "obstacles",
            status.stream()
                .flatMap(each -> each.obstacles().stream())
                .map(ObstacleStatus::explanation)
                .collect(Collectors.joining(" ")),
            "model",
            SimulatedFlash.MODEL,
            "revision",
            Integer.toString(SimulatedFlash.REVISION),
            "counter",
            "1",
            "groups",
            AdapterUpdates.groups()));
  }
}
