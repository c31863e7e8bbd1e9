package io.platen.reference.powercut;

import io.platen.device.update.Next;
import io.platen.device.update.Result.Outcome;
import io.platen.device.update.Stage;
import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Starts a device on what a loss of power left, and looks whether all holds that has to. */
final class UpdateCheck {
  private final List<UpdatePromise> promises;
  private final String broken;

  /**
   * @param broken the version that does not work; empty where all do
   */
  UpdateCheck(List<UpdatePromise> promises, String broken) {
    this.promises = List.copyOf(promises);
    this.broken = broken;
  }

  /** What is wrong; empty where nothing is. */
  Optional<String> fault(int promise, DiskImage left) {
    try {
      UpdateLife after = UpdateLife.on(left, broken);
      demandWholeSlots(after);
      demandMemory(promise, after);
      demandEnd(after);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What starts is a whole image, and one that may run. */
  private static void demandWholeSlots(UpdateLife device) throws IOException {
    for (ComponentName each : ComponentName.values()) {
      if (device.runs(each).isEmpty()) {
        throw new BrokenPromiseException("It starts a torn " + each.token());
      }
    }
  }

  /** It remembers what it had said, or what it was about to say. */
  private void demandMemory(int promise, UpdateLife device) throws IOException {
    UpdatePromise found = UpdatePromise.of(device.status());
    UpdatePromise was = promises.get(promise);
    boolean known = false;
    for (int i = promise; i < promises.size() && i <= promise + 1; i++) {
      known |=
          found.stage() == promises.get(i).stage() && found.last().equals(promises.get(i).last());
    }
    if (!known) {
      throw new BrokenPromiseException("It was " + was + ", and remembers " + found);
    }
    for (ComponentName each : ComponentName.values()) {
      if (found.floors().getOrDefault(each, 0) < was.floors().getOrDefault(each, 0)) {
        throw new BrokenPromiseException("The floor of the " + each.token() + " fell");
      }
    }
  }

  /** It comes to an end by itself, everything that runs is what the end says, and it goes on. */
  private void demandEnd(UpdateLife device) throws IOException, InterruptedException {
    boolean offered = device.status().stage() == Stage.IDLE && device.status().last() == null;
    if (offered) {
      device.offer("2");
    }
    Next end = device.live();
    if (end instanceof Next.Report report) {
      boolean good = report.result().outcome() == Outcome.CONFIRMED;
      demandRuns(device, good ? report.result().release() : "1");
      if (good == report.result().release().equals(broken)) {
        throw new BrokenPromiseException("It ends with " + report.result());
      }
      device.reported();
    }
    if (!broken.isEmpty() && device.offer(broken)) {
      throw new BrokenPromiseException("It tries again what did not work");
    }
    device.offer("3");
    device.live();
    device.reported();
    demandRuns(device, "3");
    if (device.offer("2")) {
      throw new BrokenPromiseException("It takes what must never run again");
    }
  }

  private static void demandRuns(UpdateLife device, String version) throws IOException {
    for (ComponentName each : ComponentName.values()) {
      if (!device.runs(each).equals(version) || device.isOnTrial(each)) {
        throw new BrokenPromiseException(
            "The " + each.token() + " is " + device.runs(each) + ", and not " + version);
      }
    }
  }
}
