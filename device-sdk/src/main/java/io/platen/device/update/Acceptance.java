package io.platen.device.update;

import io.platen.device.update.Refusal.Reason;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.ReleaseCheck;
import io.platen.protocol.release.Target;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a release may be installed here; all of it or nothing. */
final class Acceptance {
  private final Firmware firmware;
  private final Groups groups;

  Acceptance(Firmware firmware, Groups groups) {
    this.firmware = firmware;
    this.groups = groups;
  }

  Optional<Refusal> refuse(Release release, Journal journal) {
    Stage stage = journal.attempt().stage();
    if (stage != Stage.IDLE) {
      return refusal(
          Reason.BUSY,
          "The update to " + journal.attempt().releaseNow().id() + " is " + stage.token());
    }
    // [PLT-UPD-203] It would go round in circles otherwise.
    if (journal.broken().contains(release.id())) {
      return refusal(Reason.BROKEN, "It was tried here and did not work");
    }
    List<ReleaseCheck.Objection> objections = ReleaseCheck.of(release, target(journal));
    if (!objections.isEmpty()) {
      return refusal(
          Reason.UNFIT,
          objections.stream()
              .map(ReleaseCheck.Objection::message)
              .collect(Collectors.joining("; ")));
    }
    // [PLT-UPD-201]
    return groups.lacking(release).flatMap(text -> refusal(Reason.UNFIT, text));
  }

  private Target target(Journal journal) {
    Map<ComponentName, Integer> floors = new EnumMap<>(ComponentName.class);
    groups
        .boots()
        .forEach(boot -> boot.components().forEach(each -> floors.put(each, journal.floor(each))));
    return new Target(firmware.model(), firmware.revision(), floors, firmware.dataForm());
  }

  private static Optional<Refusal> refusal(Reason reason, String text) {
    return Optional.of(new Refusal(reason, text));
  }
}
