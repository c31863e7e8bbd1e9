package io.platen.reference.simulation;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What is drawn in a run: by the seed and nothing else. It stands in for the source of secrets,
 * too; nothing is secret in a simulation.
 */
class Draw extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient SplittableRandom source;

  Draw(long seed) {
    this(new SplittableRandom(seed));
  }

  private Draw(SplittableRandom source) {
    super(new Source(source), null);
    this.source = source;
  }

  /** Another one, whose numbers do not depend on how many are drawn here from now on. */
  Draw split() {
    return new Draw(source.split());
  }

  boolean happens(double probability) {
    return source.nextDouble() < probability;
  }

  /** At least {@code from}, less than {@code to}. */
  Duration between(Duration from, Duration to) {
    return Duration.ofMillis(from.toMillis() + source.nextLong(to.minus(from).toMillis()));
  }

  /** At least {@code from}, less than {@code to}. */
  int number(int from, int to) {
    return source.nextInt(from, to);
  }

  private static final class Source extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    private final transient SplittableRandom source;

    Source(SplittableRandom source) {
      this.source = source;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      // it has one
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      source.nextBytes(bytes);
    }

    @Override
    protected byte[] engineGenerateSeed(int octets) {
      byte[] seed = new byte[octets];
      source.nextBytes(seed);
      return seed;
    }
  }
}
