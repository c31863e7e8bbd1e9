package io.platen.reference.adapter;

import io.platen.device.DeviceListener;
import io.platen.protocol.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the device has said since the last command. */
final class AdapterEvents implements DeviceListener {
  private static final String CRASH = "The cycle failed: ";

  private final List<String> problems = new ArrayList<>();
  private boolean synced;
  private Optional<String> refused = Optional.empty();

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
  }

  synchronized boolean hasSynced() {
    return synced;
  }

  /** Why the sync document was not taken; empty where it was, or there was none. */
  synchronized Optional<String> refusal() {
    return refused;
  }

  /** A fault of the device's own code, which it tells of and survives. */
  synchronized Optional<String> crash() {
    return problems.stream().filter(each -> each.startsWith(CRASH)).findFirst();
  }

  synchronized String text() {
    return String.join("; ", problems);
  }
}
