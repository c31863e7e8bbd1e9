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
   * The steps are those of chapter LNK, "one message, step by step".
   *
   * @param message asks one host and tells what it gave
   * @return the answer, or the last failure
   */
  public <T extends Tried> T make(Function<URI, T> message) throws InterruptedException {
    return make(message, TRIES);
  }

  /** The same for what is not worth a retry, as it comes again by itself: it waits for nothing. */
  public <T extends Tried> T once(Function<URI, T> message) throws InterruptedException {
    return make(message, 1);
  }

  private <T extends Tried> T make(Function<URI, T> message, int most) throws InterruptedException {
    // Step 1: it earns a tenth of a retry. [PLT-LNK-014]
    backoff.firstTry();
    T doubted = null;
    for (int tries = 1; ; tries++) {
      // Step 2: the host in use, or a probe of the first. [PLT-LNK-011] [PLT-LNK-017]
      URI host = hosts.choose(clock.own());
      // Step 3: to this host alone. [PLT-LNK-015]
      T tried = message.apply(host);
      // Step 4: what a sync document alone has named does not stop the device. [PLT-LNK-019]
      if (tried.isDisabling() && tries < most && hosts.isDoubted(host, clock.own())) {
        doubted = tried;
        continue;
      }
      // Step 5: an answer of the protocol.
      if (tried.failure().isEmpty()) {
        hosts.worked(host);
        backoff.reset();
        return tried;
      }
      // Step 6: it failed; is it the next one's turn? [PLT-LNK-010] [PLT-LNK-018]
      boolean probe = hosts.isProbe(host);
      if (hosts.failed(host, clock.own())) {
        failedOver.accept(host, tried.failure().get());
      }
      // Step 7: a probe is no retry: the host in use has not been asked yet, and is at once.
      if (probe && tries < most) {
        continue;
      }
      // Step 8: no more tries now. [PLT-LNK-034]
      boolean isUseless = isLoginRefused(tried);
      if (isUseless || tried.wish().isPresent() || tries == most || !backoff.mayRetry()) {
        return doubted == null ? tried : doubted;
      }
      // Step 9: full jitter. [PLT-LNK-012]
      scheduler.pause(backoff.next());
    }
  }

  /**
   * All hosts are behind the same proxy, and each wrong login brings its account nearer to a lock.
   */
  private static boolean isLoginRefused(Tried tried) {
    return tried.failure().filter(why -> why.kind() == LinkFailure.Kind.PROXY_LOGIN).isPresent();
  }

  /**
   * When to try again what failed; empty where it waits for the next cycle: the budget is used up,
   * or the proxy refused the login.
   */
  public Optional<Instant> again(Tried failed) {
    if (isLoginRefused(failed)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (failed.wish().isPresent()) {
      return failed.wish().map(backoff::after).map(now::plus);
    }
    return backoff.mayRetry() ? Optional.of(now.plus(backoff.next())) : Optional.empty();
  }
}
