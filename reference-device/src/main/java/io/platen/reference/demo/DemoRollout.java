package io.platen.reference.demo;

import io.platen.device.update.UpdateStatus;
import io.platen.reference.CommandFailure;
import io.platen.reference.device.UpdateText;
import io.platen.reference.stack.Progress;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/** The demo's rollout, seen from both ends: what the device notes, and what the server knows. */
final class DemoRollout {
  private static final Duration LOOKS = Duration.ofMillis(500);

  private final RunningDemo running;
  private final String id;
  private final Progress progress;
  private final InstantSource clock;
  private final Set<String> told = new HashSet<>();

  DemoRollout(RunningDemo running, String id, Progress progress, InstantSource clock) {
    this.running = running;
    this.id = id;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Tells how it goes.
   *
   * @return whether it has ended by then
   */
  boolean watch(Instant deadline) throws InterruptedException {
    while (clock.instant().isBefore(deadline)) {
      running.device().check(LOOKS);
      device();
      JsonObject rollout = running.api().get("/rollouts/" + id);
      if (!rollout.getString("state").equals("running")) {
        progress.step("Server: " + text(rollout));
        return true;
      }
    }
    return false;
  }

  private void device() {
    try {
      UpdateStatus.read(running.deviceData()).stream()
          .flatMap(UpdateText::news)
          .filter(told::add)
          .forEach(line -> progress.step("Device: " + line));
    } catch (IOException e) {
      throw new CommandFailure("What the device notes cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(JsonObject rollout) {
    JsonObject count = rollout.getJsonObject("count");
    return "the rollout is "
        + rollout.getString("state")
        + (rollout.isNull("fault") ? "" : " (" + rollout.getString("fault") + ")")
        + ": of "
        + count.getInt("all")
        + " device "
        + count.getInt("confirmed")
        + " confirmed, "
        + count.getInt("returned")
        + " returned, "
        + count.getInt("failed")
        + " failed";
  }
}
