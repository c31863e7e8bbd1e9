package io.platen.conformance.subject;

import java.time.Duration;

/**
 * How far the tests go that look beyond single sentences.
 *
 * @param seed of the first case of fuzzing; each further case has the next one
 * @param cases how many of fuzzing, for each of its tests
 * @param soak how long the soak lasts
 * @param requests how many a test of performance makes of each kind
 * @param pace of all that lasts
 */
public record Trials(long seed, int cases, Duration soak, int requests, Pace pace) {
  public static final Trials DEFAULT = new Trials(1, 300, Duration.ofHours(8), 500, Pace.REAL);
}
