package io.platen.reference.device;

import io.platen.device.OwnProcess;
import io.platen.protocol.release.ComponentName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The process of {@code platen-device run}: what its server may ask of it. */
final class RunningProcess implements OwnProcess {
  /** sysexits.h EX_TEMPFAIL: whoever watches over it starts it anew. */
  static final int AGAIN = 75;

  private static final int LINES = 500;

  private final BlockingQueue<Ask> asks = new LinkedBlockingQueue<>();
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * That the device shall end.
   *
   * @param status of the process, which ends too where nothing is to be started anew
   * @param anew what its update has to be started anew
   * @param again whether it has another server now, and begins with that in this process
   */
  record Ask(int status, Set<ComponentName> anew, boolean again) {
    Ask(int status, Set<ComponentName> anew) {
      this(status, anew, false);
    }
  }

  /** One line of the log. */
  synchronized void log(String line) {
    lines.add(line);
    if (lines.size() > LINES) {
      lines.remove();
    }
  }

  @Override
  public void restart() {
    asks.add(new Ask(AGAIN, Set.of()));
  }

  @Override
  public void redirected() {
    asks.add(new Ask(0, Set.of(), true));
  }

  @Override
  public void uninstalled() {
    asks.add(new Ask(0, Set.of()));
  }

  @Override
  public synchronized List<String> lastLines() {
    return List.copyOf(lines);
  }

  /** An update asks for these to be started anew. */
  void update(Set<ComponentName> components) {
    asks.add(new Ask(0, components));
  }

  /** Waits until the device shall end. */
  Ask await() throws InterruptedException {
    return asks.take();
  }
}
