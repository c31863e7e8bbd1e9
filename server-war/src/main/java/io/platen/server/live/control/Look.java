package io.platen.server.live.control;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks at all channels of this node, now and then and when it is asked to. It has a thread of its
 * own: while it waits for the database no ring stays unheard.
 */
final class Look implements Runnable {
  private static final Logger LOG = System.getLogger(Look.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Even where nobody asks: so long at most something stays unseen that was missed. */
  private static final Duration SLOW = Duration.ofSeconds(60);

  private final Channels channels;
  private final Semaphore asked = new Semaphore(0);
  private volatile boolean ended;

  Look(Channels channels) {
    this.channels = channels;
  }

  /** Something may have been missed until now. */
  void ask() {
    asked.release();
  }

  @Override
  public void run() {
    Duration wait = SLOW;
    while (isAwaited(wait)) {
      try {
        channels.lookAgain();
        wait = SLOW;
      } catch (RuntimeException e) {
        LOG.log(Level.DEBUG, "The channels cannot be looked at for now", e);
        wait = PAUSE;
      }
    }
  }

  /** Whether there is a look after that time; at once where somebody asks. */
  private boolean isAwaited(Duration wait) {
    try {
      if (asked.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        asked.drainPermits(); // one look answers all that have asked before it
      }
    } catch (InterruptedException e) {
      ended = true;
      Thread.currentThread().interrupt();
    }
    return !ended;
  }

  void end() {
    ended = true;
    ask();
  }
}
