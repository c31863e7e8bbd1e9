package io.platen.device.command;

import io.platen.protocol.command.CommandReason;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pieces of results of one device.
 *
 * @param clock the device's time
 */
record Pieces(UUID device, InstantSource clock) {

  /** One that says how a command stands. */
  CommandResult of(
      UUID command,
      long number,
      Stage stage,
      @Nullable CommandReason reason,
      @Nullable String detail) {
    return new CommandResult(
        device,
        command,
        number,
        stage,
        reason == null ? null : reason.token(),
        detail,
        null,
        null,
        List.of(),
        List.of(),
        clock.instant());
  }

  /** What one that runs has to tell meanwhile. */
  record Found(
      @Nullable Long done,
      @Nullable Long of,
      @Nullable String detail,
      List<WalkedObject> objects,
      List<String> lines) {}

  /** One that says how far it is, or a part of what was found. */
  CommandResult progress(UUID command, long number, Found found) {
    return new CommandResult(
        device,
        command,
        number,
        Stage.PROGRESS,
        null,
        found.detail(),
        found.done(),
        found.of(),
        found.objects(),
        found.lines(),
        clock.instant());
  }
}
