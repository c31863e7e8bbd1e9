package io.platen.device.link;

import io.platen.device.port.Scheduler;
import io.platen.protocol.Limit;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Tries one message at one host after the other, never at both at once, until a host answers, the
 * server asks to wait, or trying on at once is of no use. {@link #again} then says when.
 */
public final class Attempts {
  /** Two failures at each of two hosts; a third one's turn comes with the next message. */
  private static final int TRIES = (int) Limit.TRIES_AT_ONCE.value();

  private final Hosts hosts;
  private final Backoff backoff;
  private final Scheduler scheduler;
  private final DeviceClock clock;
  private final BiConsumer<URI, LinkFailure> failedOver;

  /**
   * @param failedOver hears which host's turn it is no more, and why
   */
  public Attempts(
      Hosts hosts,
      Backoff backoff,
      Scheduler scheduler,
      DeviceClock clock,
      BiConsumer<URI, LinkFailure> failedOver) {
    this.hosts = hosts;
    this.backoff = backoff;
    this.scheduler = scheduler;
    this.clock = clock;
    this.failedOver = failedOver;
  }

  /** Which hosts are asked before those of the configuration. */
  public void adopt(List<URI> named) {
    hosts.adopt(named);
  }

  /**
   * @param message asks one host and tells what it gave
   * @return the answer, or the last failure
   */
  public <T extends Tried> T make(Function<URI, T> message) throws InterruptedException {
    backoff.firstTry();
    T doubted = null;
    for (int tries = 1; ; tries++) {
      URI host = hosts.choose(clock.own());
      T tried = message.apply(host);
      if (tried.isDisabling() && tries < TRIES && hosts.isDoubted(host, clock.own())) {
        doubted = tried;
        continue;
      }
      if (tried.failure().isEmpty()) {
        hosts.worked(host);
        backoff.reset();
        return tried;
      }
      // A probe is no retry: the host in use has not been asked yet, and gets the message at once.
      boolean probe = hosts.isProbe(host);
      if (hosts.failed(host, clock.own())) {
        failedOver.accept(host, tried.failure().get());
      }
      if (probe && tries < TRIES) {
        continue;
      }
      if (tried.wish().isPresent() || tries == TRIES || !backoff.mayRetry()) {
        return doubted == null ? tried : doubted;
      }
      scheduler.pause(backoff.next());
    }
  }

  /** When to try again what failed; empty where the budget is used up until the next cycle. */
  public Optional<Instant> again(Tried failed) {
    Instant now = clock.instant();
    if (failed.wish().isPresent()) {
      return failed.wish().map(now::plus);
    }
    return backoff.mayRetry() ? Optional.of(now.plus(backoff.next())) : Optional.empty();
  }
}
