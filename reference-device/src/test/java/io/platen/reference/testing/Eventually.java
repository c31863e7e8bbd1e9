package io.platen.reference.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for what another process will do; fails when it did not do it in time. */
public final class Eventually {
  private static final long LOOKS_EVERY_MILLIS = 200;

  private Eventually() {}

  public static <T> T eventually(
      String what, Duration within, Callable<T> look, Predicate<T> wanted) throws Exception {
    long deadline = System.nanoTime() + within.toNanos();
    T seen = look.call();
    while (!wanted.test(seen)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(what + " did not come within " + within + "; last seen: " + seen);
      }
      TimeUnit.MILLISECONDS.sleep(LOOKS_EVERY_MILLIS);
      seen = look.call();
    }
    return seen;
  }
}
