package io.platen.device.link;

import io.platen.protocol.Limit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which of two hosts is asked. [PLT-LNK-010] Two failures in a row, or 30 seconds of failing, and
 * the other one's turn has come; what works stays; while the second is in use, the first is tried
 * again every 15 to 45 minutes.
 */
public final class Hosts {
  private static final int FAILURES = (int) Limit.FAILURES_IN_A_ROW.value();
  private static final Duration FAILING = Limit.FAILING_SECONDS.duration();
  private static final Duration PROBE_MIN = Limit.PROBE_EARLIEST.duration();
  private static final Duration PROBE_MAX = Limit.PROBE_LATEST.duration();

  private final List<URI> hosts;
  private final RandomGenerator random;
  private int active;
  private int failures;
  private @Nullable Instant failingSince;
  private @Nullable Instant probeAt;

  /**
   * @param hosts one or two, the preferred first
   */
  public Hosts(List<URI> hosts, RandomGenerator random) {
    if (hosts.isEmpty() || hosts.size() > 2) {
      throw new IllegalArgumentException("One or two hosts, but there are " + hosts.size());
    }
    this.hosts = List.copyOf(hosts);
    this.random = random;
  }

  /** The host whose turn it is. */
  public URI choose(Instant now) {
    return isProbeDue(now) ? hosts.get(0) : hosts.get(active);
  }

  private boolean isProbeDue(Instant now) {
    return probeAt != null && !now.isBefore(probeAt);
  }

  /** It answered as it should. */
  public void worked(URI host) {
    active = hosts.indexOf(host);
    failures = 0;
    failingSince = null;
    if (active == 0) {
      probeAt = null;
    }
  }

  /**
   * It did not answer as it should.
   *
   * @return whether the other host's turn has come by that
   */
  public boolean failed(URI host, Instant now) {
    if (hosts.indexOf(host) != active) {
      probeAt = nextProbe(now); // a probe of the first; the second stays in use
      return true;
    }
    failures++;
    failingSince = failingSince == null ? now : failingSince;
    boolean switches =
        hosts.size() > 1 && (failures >= FAILURES || !now.isBefore(failingSince.plus(FAILING)));
    if (switches) {
      active = 1 - active;
      failures = 0;
      failingSince = null;
      probeAt = active == 1 ? nextProbe(now) : null;
    }
    return switches;
  }

  private Instant nextProbe(Instant now) {
    long spread = PROBE_MAX.minus(PROBE_MIN).toMillis();
    return now.plus(PROBE_MIN).plusMillis(random.nextLong(spread + 1));
  }
}
