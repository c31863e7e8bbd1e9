package io.platen.reference.powercut;

import java.io.IOException;
import java.util.Optional;

/** Opens the outbox on what a loss of power left, and looks whether all that was promised holds. */
final class PromiseCheck {
  private final Life life;
  private final ModelServer server;

  /**
   * @param server as it was at the end of the life
   */
  PromiseCheck(Life life, ModelServer server) {
    this.life = life;
    this.server = server;
  }

  /** The server as it was under a promise: the device's loss of power does not touch it. */
  ModelServer serverAt(int promise) {
    return server.asOf(life.promises().get(promise).received());
  }

  /** What is wrong; empty where nothing is. */
  Optional<String> fault(int promise, DiskImage left) {
    try {
      demandPromise(promise, left);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(String.valueOf(e));
    }
  }

  private void demandPromise(int promise, DiskImage left) throws IOException {
    Life.Promise promised = life.promises().get(promise);
    OutboxLife after = OutboxLife.begin(left, serverAt(promise), promised.round());
    Memory found = after.found();
    if (!found.equals(promised.memory()) && !found.equals(life.next(promise))) {
      throw new BrokenPromiseException(
          "It remembers neither what was nor what was to be: "
              + found.differences(promised.memory()));
    }
    demandItGoesOn(after);
  }

  /** What waited is sent, what comes is stored and sent, and nothing is missing at the end. */
  private static void demandItGoesOn(OutboxLife after) throws IOException {
    after.noteNothingMore();
    after.drain(Workload.LIMITS);
    after.capture(Workload.LIMITS);
    after.drain(Workload.LIMITS);
    after.demandServerKnowsAll();
    after.stop();
  }
}
