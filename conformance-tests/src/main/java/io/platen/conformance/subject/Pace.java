package io.platen.conformance.subject;

import java.time.Duration;
import java.time.Instant;

/** The time of what lasts for hours; the suite's own tests let it pass at once. */
public interface Pace {
  Instant now();

  /**
   * @throws InterruptedException where the suite is ended meanwhile
   */
  void rest(Duration time) throws InterruptedException;

  /** The real one. */
  Pace REAL =
      new Pace() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void rest(Duration time) throws InterruptedException {
          Thread.sleep(time.toMillis());
        }
      };
}
