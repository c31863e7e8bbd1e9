package io.platen.device;

import io.platen.device.heartbeat.HeartbeatOutcome;
import io.platen.device.heartbeat.HeartbeatSender;
import io.platen.device.port.Scheduler;
import io.platen.device.sync.Sync;
import io.platen.protocol.sync.Heartbeat;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends heartbeats beside the cycles, in a thread of its own: a cycle may wait long for hosts that
 * do not answer, and just then it matters that the device is heard.
 */
final class HeartbeatLoop implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HeartbeatLoop.class.getName());

  /** How soon a heartbeat that the server has just switched on begins. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofDays(1);

  /** A fleet that gets its power back does not ask all at once. */
  private static final Duration SPREAD = Duration.ofMinutes(1);

  private final Sync sync;
  private final HeartbeatSender sender;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final DeviceListener listener;
  private final Runnable syncSoon;
  private @Nullable Duration wait;
  private boolean closed;

  HeartbeatLoop(
      Sync sync,
      HeartbeatSender sender,
      Scheduler scheduler,
      RandomGenerator random,
      DeviceListener listener,
      Runnable syncSoon) {
    this.sync = sync;
    this.sender = sender;
    this.scheduler = scheduler;
    this.random = random;
    this.listener = listener;
    this.syncSoon = syncSoon;
  }

  void start() {
    next(Duration.ofMillis(random.nextLong(SPREAD.toMillis())));
  }

  private synchronized void next(Duration delay) {
    if (!closed) {
      scheduler.after(delay, this::beat);
    }
  }

  private void beat() {
    Duration delay = LOOK_AGAIN;
    try {
      // [PLT-HBT-002]
      Optional<Heartbeat> by = sync.heartbeat();
      if (by.isPresent()) {
        delay = send(by.get());
      }
      next(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the device is being closed
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "The heartbeat was not sent", e);
      next(LOOK_AGAIN);
    }
  }

  private Duration send(Heartbeat by) throws IOException, InterruptedException {
    HeartbeatOutcome outcome = sender.send(by);
    listener.heartbeat(outcome);
    if (outcome == HeartbeatOutcome.SYNC) {
      syncSoon.run(); // [PLT-HBT-010]
    }
    Duration delay = delay(outcome, by.every());
    wait = delay;
    return delay;
  }

  /** [PLT-HBT-008] */
  private Duration delay(HeartbeatOutcome outcome, Duration every) {
    Duration before = wait;
    if (outcome.isAnswered() || before == null || before.compareTo(every) < 0) {
      return every;
    }
    Duration doubled = before.multipliedBy(2);
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    scheduler.close();
  }
}
