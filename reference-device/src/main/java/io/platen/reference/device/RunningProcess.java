package io.platen.reference.device;

import io.platen.device.OwnProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The process of {@code platen-device run}: what its server may ask of it. */
final class RunningProcess implements OwnProcess {
  /** sysexits.h EX_TEMPFAIL: whoever watches over it starts it anew. */
  static final int AGAIN = 75;

  private static final int LINES = 500;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Deque<String> lines = new ArrayDeque<>();
  private volatile int status;

  /** One line of the log. */
  synchronized void log(String line) {
    lines.add(line);
    if (lines.size() > LINES) {
      lines.remove();
    }
  }

  @Override
  public void restart() {
    status = AGAIN;
    ended.countDown();
  }

  @Override
  public void uninstalled() {
    ended.countDown();
  }

  @Override
  public synchronized List<String> lastLines() {
    return List.copyOf(lines);
  }

  /** Waits until the server has asked for the end; returns the exit status. */
  int await() throws InterruptedException {
    ended.await();
    return status;
  }
}
