package io.platen.reference.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** One line for each step, with the seconds since the start. */
public final class Progress {
  private final PrintWriter out;
  private final InstantSource clock;
  private final Instant started;

  public Progress(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.started = clock.instant();
  }

  public void step(String what) {
    double seconds = Duration.between(started, clock.instant()).toMillis() / 1000.0;
    out.printf(Locale.ROOT, "[%6.1f s] %s%n", seconds, what);
    out.flush();
  }
}
