package io.platen.device.link;

import io.platen.protocol.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * [PLT-LNK-013] How long the hosts want to be left alone with one kind of message: also a cycle
 * that begins meanwhile does not ask them. Nothing is kept over a restart.
 *
 * @param <T> what an answer that says to wait is
 */
public final class Rest<T extends Tried> {
  /** Nobody may ask for more; what is later was measured by a clock that was set back since. */
  private static final Duration MOST = Limit.RETRY_AFTER_MOST.duration();

  private @Nullable Instant until;
  private @Nullable T why;

  /** The answer that said to wait, as long as that holds. */
  public Optional<T> standing(Instant now) {
    Instant end = until;
    boolean over = end == null || !now.isBefore(end) || end.isAfter(now.plus(MOST));
    return over ? Optional.empty() : Optional.ofNullable(why);
  }

  /** Time that is left of it. */
  public Duration left(Instant now) {
    Instant end = until;
    return end == null ? Duration.ZERO : Duration.between(now, end);
  }

  /** They have answered like this. */
  public void answered(T outcome, Instant now) {
    until = outcome.wish().map(RetryAfter::bounded).map(now::plus).orElse(null);
    why = outcome;
  }
}
