package io.platen.device.update.service;

import io.platen.device.update.Firmware;
import io.platen.device.update.Result;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.UpdateStatus.Progress;
import io.platen.device.update.UpdateStatus.Running;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.UpdateState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a device's updates are, in the words of a report. */
final class States {
  private States() {}

  /**
   * @param open the result that the server does not know yet
   * @param waits for what; null where for nothing
   */
  static UpdateState of(
      String repository,
      Firmware firmware,
      UpdateStatus status,
      @Nullable Result open,
      @Nullable String waits) {
    return new UpdateState(
        repository,
        firmware.model(),
        firmware.revision(),
        status.components().stream().map(States::component).toList(),
        attempt(status, waits),
        open == null ? null : result(open));
  }

  private static UpdateState.Component component(Running running) {
    return new UpdateState.Component(
        running.component(),
        orNull(running.installed().version()),
        running.installed().counter(),
        orNull(running.installed().sha256()),
        running.installed().slot().name().charAt(0));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static UpdateState.@Nullable Attempt attempt(
      UpdateStatus status, @Nullable String waits) {
    String release = status.release();
    if (release == null || status.stage() == Stage.IDLE || status.stage().isEnd()) {
      return null;
    }
    Progress progress = status.progress();
    Optional<Progress> known = Optional.ofNullable(progress);
    return new UpdateState.Attempt(
        release,
        UpdateState.Stage.valueOf(status.stage().name()),
        known.flatMap(each -> ComponentName.of(each.component())).orElse(null),
        known.map(Progress::done).orElse(null),
        known.map(Progress::of).orElse(null),
        waits);
  }

  private static UpdateState.Result result(Result result) {
    return new UpdateState.Result(
        result.release(),
        UpdateState.Outcome.valueOf(result.outcome().name()),
        orNull(result.reason()),
        result.at());
  }
}
