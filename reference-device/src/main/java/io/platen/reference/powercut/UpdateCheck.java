package io.platen.reference.powercut;

import io.platen.device.update.Next;
import io.platen.device.update.Result.Outcome;
import io.platen.device.update.Stage;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.reference.powercut.ModelMaker.Edition;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts a device on what a loss of power left, and looks whether all holds that has to. */
final class UpdateCheck {
  private final List<UpdatePromise> promises;
  private final UpdateLife.Kind kind;

  UpdateCheck(List<UpdatePromise> promises, UpdateLife.Kind kind) {
    this.promises = List.copyOf(promises);
    this.kind = kind;
  }

  /** What is wrong; empty where nothing is. */
  Optional<String> fault(int promise, DiskImage left) {
    try {
      // Every second time the server has no pair packs any more: what is kept must be enough.
      UpdateLife.Kind then = promise % 2 == 0 ? kind : kind.withoutPairs();
      UpdateLife after = UpdateLife.on(left, then, promises.get(promise));
      demandWholeSlots(after);
      demandMemory(promise, after);
      demandTrust(promise, after);
      demandEnd(after);
      demandKept(promise, after);
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
    UpdatePromise found = device.now();
    UpdatePromise was = promises.get(promise);
    boolean known = false;
    for (int i = promise; i < promises.size() && i <= promise + 1; i++) {
      known |= found.saysTheSame(promises.get(i));
    }
    if (!known) {
      throw new BrokenPromiseException("It was " + was + ", and remembers " + found);
    }
    for (ComponentName each : ComponentName.values()) {
      if (found.floors().getOrDefault(each, 0) < was.floors().getOrDefault(each, 0)) {
        throw new BrokenPromiseException("The floor of the " + each.token() + " fell");
      }
    }
    if (found.past().isBefore(was.past())) {
      throw new BrokenPromiseException("It knew that it is past " + was.past() + ", and forgot it");
    }
  }

  /** A host that has only the metadata before is not believed. */
  private void demandTrust(int promise, UpdateLife device) throws IOException {
    int next = Math.min(promise + 1, promises.size() - 1);
    boolean trusts =
        promises.get(promise).trusted().equals(Optional.of(Edition.NEXT))
            && promises.get(next).trusted().equals(Optional.of(Edition.NEXT));
    if (trusts && device.believes(Edition.FIRST)) {
      throw new BrokenPromiseException("It forgot which metadata it trusts");
    }
  }

  /** What it had of lists and pair packs it did not fetch again. */
  private void demandKept(int promise, UpdateLife device) {
    Set<Sha256> again = new HashSet<>(device.hosts().begun());
    again.retainAll(promises.get(promise).kept());
    if (!again.isEmpty()) {
      throw new BrokenPromiseException("It fetched what it had: " + again);
    }
  }

  /** It comes to an end by itself, everything that runs is what the end says, and it goes on. */
  private void demandEnd(UpdateLife device) throws IOException, InterruptedException {
    boolean offered = device.status().stage() == Stage.IDLE && device.status().last() == null;
    if (offered) {
      device.live();
      device.offer("2", Edition.KEYS_CHANGED);
    }
    Next end = device.live();
    if (end instanceof Next.Report report) {
      boolean good = report.result().outcome() == Outcome.CONFIRMED;
      demandRuns(device, good ? report.result().release() : "1");
      if (good == report.result().release().equals(kind.broken())) {
        throw new BrokenPromiseException("It ends with " + report.result());
      }
      device.reported();
    }
    if (!kind.broken().isEmpty() && device.offer(kind.broken())) {
      throw new BrokenPromiseException("It tries again what did not work");
    }
    device.offer("3", Edition.KEYS_CHANGED);
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
