package io.platen.reference.adapter;

import io.platen.device.DeviceListener;
import io.platen.protocol.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the device has said since the last command. */
final class AdapterEvents implements DeviceListener {
  /** How the device tells of a fault of its own code, which it survives. */
  private static final List<String> CRASHES =
      List.of("The cycle failed: ", "Sending an alert failed: ", "The work on updates failed: ");

  /** How it tells of an assignment that it takes nothing from; other refusals it keeps. */
  private static final String REFUSED_ASSIGNMENT =
      "The server's assignment of updates is refused: ";

  private final List<String> problems = new ArrayList<>();
  private boolean synced;
  private Optional<String> refused = Optional.empty();
  private Optional<String> crash = Optional.empty();

  /** All but a crash that nobody was told of. */
  synchronized void forget() {
    problems.clear();
    synced = false;
    refused = Optional.empty();
  }

  @Override
  public synchronized void synced(boolean changed, int discoveryEntries) {
    synced = true;
  }

  @Override
  public synchronized void syncRefused(String reason) {
    refused = Optional.of(reason);
  }

  @Override
  public synchronized void cutOff(Problem problem) {
    problems.add("cut off: " + problem.type().title());
  }

  @Override
  public synchronized void refused(long sequence, Problem problem) {
    problems.add("report " + sequence + " was refused: " + problem.type().title());
  }

  @Override
  public synchronized void problem(String message) {
    problems.add(message);
    if (CRASHES.stream().anyMatch(message::startsWith)) {
      crash = crash.or(() -> Optional.of(message));
    }
  }

  /** Work of the device ended by a fault of its code. */
  synchronized void crashed(Throwable fault) {
    crash = crash.or(() -> Optional.of("Work in the background failed: " + fault));
  }

  synchronized boolean hasSynced() {
    return synced;
  }

  /** Why the sync document was not taken; empty where it was, or there was none. */
  synchronized Optional<String> refusal() {
    return refused;
  }

  /** Whether an assignment was refused whole, so that there is no release to keep a result of. */
  synchronized boolean hasRefusedAssignment() {
    return problems.stream().anyMatch(each -> each.startsWith(REFUSED_ASSIGNMENT));
  }

  /** A fault of the device's own code since this was asked last. */
  synchronized Optional<String> takeCrash() {
    Optional<String> taken = crash;
    crash = Optional.empty();
    return taken;
  }

  synchronized String text() {
    return String.join("; ", problems);
  }
}
