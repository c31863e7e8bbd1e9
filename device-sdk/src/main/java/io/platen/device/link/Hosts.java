package io.platen.device.link;

import io.platen.protocol.Limit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which host is asked: of those that a sync document names, and behind them of those that the
 * device was configured with. [PLT-LNK-010] Two failures in a row, or 30 seconds of failing, and
 * the next one's turn has come; what works stays; while another than the first is in use, the first
 * is tried again every 15 to 45 minutes.
 */
public final class Hosts {
  private static final int FAILURES = (int) Limit.FAILURES_IN_A_ROW.value();
  private static final Duration FAILING = Limit.FAILING_SECONDS.duration();
  private static final Duration PROBE_MIN = Limit.PROBE_EARLIEST.duration();
  private static final Duration PROBE_MAX = Limit.PROBE_LATEST.duration();

  private final List<URI> configured;
  private final RandomGenerator random;
  private final Set<URI> proven = new HashSet<>();
  private List<URI> hosts;
  private int active;
  private int failures;
  private @Nullable Instant failingSince;
  private @Nullable Instant probeAt;

  /**
   * @param configured one or two, the preferred first
   */
  public Hosts(List<URI> configured, RandomGenerator random) {
    if (configured.isEmpty() || configured.size() > 2) {
      throw new IllegalArgumentException("One or two hosts, but there are " + configured.size());
    }
    this.configured = configured.stream().map(Hosts::bare).distinct().toList();
    this.random = random;
    this.hosts = this.configured;
  }

  /**
   * [PLT-LNK-017] From the next request on these are asked first. [PLT-LNK-018] Those that were
   * configured stay behind them.
   *
   * @param named the preferred first; none where the document names none
   */
  public void adopt(List<URI> named) {
    List<URI> next =
        Stream.concat(named.stream(), configured.stream()).map(Hosts::bare).distinct().toList();
    if (!next.equals(hosts)) {
      hosts = next;
      proven.retainAll(next);
      moveTo(0, null);
    }
  }

  /** Two spellings of one host are one host. */
  private static URI bare(URI host) {
    String text = host.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : host;
  }

  /** What an address of a host looks like: {@code https://host[:port]} and nothing else. */
  public static boolean isBare(URI host) {
    return "https".equalsIgnoreCase(host.getScheme())
        && host.getHost() != null
        && host.getUserInfo() == null
        && host.getRawQuery() == null
        && host.getRawFragment() == null;
  }

  /** The host whose turn it is. */
  public URI choose(Instant now) {
    return isProbeDue(now) ? hosts.get(0) : hosts.get(active);
  }

  private boolean isProbeDue(Instant now) {
    return probeAt != null && (!now.isBefore(probeAt) || isSetBack(probeAt, now));
  }

  /** No probe is so far ahead: the clock was set back since. */
  private static boolean isSetBack(Instant probe, Instant now) {
    return probe.isAfter(now.plus(PROBE_MAX));
  }

  /** Whether this one is tried though another one works. */
  boolean isProbe(URI host) {
    return hosts.indexOf(host) != active;
  }

  /**
   * [PLT-LNK-019] It keeps the device from working, by an answer that may be right: where only a
   * document named it, those that were configured have their turn.
   *
   * @return whether there is someone else to ask
   */
  boolean isDoubted(URI host, Instant now) {
    if (configured.contains(host)) {
      return false;
    }
    if (!isProbe(host)) {
      active = hosts.indexOf(configured.get(0));
    }
    moveTo(active, nextProbe(now));
    return true;
  }

  private void moveTo(int host, @Nullable Instant probe) {
    active = host;
    failures = 0;
    failingSince = null;
    probeAt = probe;
  }

  /** It answered as it should. */
  public void worked(URI host) {
    proven.add(host);
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
   * @return whether another host's turn has come by that
   */
  public boolean failed(URI host, Instant now) {
    if (isProbe(host)) {
      probeAt = nextProbe(now); // the one in use stays in use
      return true;
    }
    failures++;
    failingSince = failingSince == null || failingSince.isAfter(now) ? now : failingSince;
    boolean switches =
        hosts.size() > 1
            && (failures >= patience(host) || !now.isBefore(failingSince.plus(FAILING)));
    if (switches) {
      int next = (active + 1) % hosts.size();
      moveTo(next, next == 0 ? null : nextProbe(now));
    }
    return switches;
  }

  /** [PLT-LNK-018] So that one message finds its way past a whole list of wrong names. */
  private int patience(URI host) {
    return configured.contains(host) || proven.contains(host) ? FAILURES : 1;
  }

  private Instant nextProbe(Instant now) {
    long spread = PROBE_MAX.minus(PROBE_MIN).toMillis();
    return now.plus(PROBE_MIN).plusMillis(random.nextLong(spread + 1));
  }
}
