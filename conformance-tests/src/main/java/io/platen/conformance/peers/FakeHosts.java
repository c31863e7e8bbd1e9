package io.platen.conformance.peers;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which host of a pair the fake device asks (chapter LNK), and what it gets wrong. */
final class FakeHosts {
  private static final int FAILURES_TO_TURN = 2;
  private static final Duration PROBE = Duration.ofMinutes(30);

  private final List<URI> configured;
  private final Optional<DeviceFault> fault;
  private final Set<URI> proven = new HashSet<>();
  private List<URI> hosts;
  private int active;
  private int failures;
  private @Nullable Instant probeAt;

  FakeHosts(List<URI> configured, Optional<DeviceFault> fault) {
    this.configured = configured;
    this.hosts = configured;
    this.fault = fault;
  }

  /** [PLT-LNK-017] [PLT-LNK-018] What the sync document names goes before, if anything. */
  void adopt(List<URI> named) {
    List<URI> behind = has(DeviceFault.STAYS_WITH_NAMED_HOSTS) ? List.of() : configured;
    List<URI> next = Stream.concat(named.stream(), behind.stream()).distinct().toList();
    if (named.isEmpty() || has(DeviceFault.IGNORES_NAMED_HOSTS)) {
      next = configured;
    }
    if (!next.equals(hosts)) {
      hosts = next;
      turnTo(0, null);
    }
  }

  /** The device was started anew. */
  void restart() {
    proven.clear();
    if (has(DeviceFault.FORGETS_NAMED_HOSTS)) {
      hosts = configured;
    }
    turnTo(0, null);
  }

  URI choose(Instant now) {
    boolean probes = probeAt != null && !now.isBefore(probeAt);
    return hosts.get(probes ? 0 : active);
  }

  /** Whether its word alone must not stop the device; then the configured ones are asked. */
  boolean doubts(URI host, Instant now) {
    if (configured.contains(host) || has(DeviceFault.STOPS_FOR_ANYBODY)) {
      return false;
    }
    turnTo(hosts.indexOf(configured.get(0)), next(now));
    return true;
  }

  void answered(URI host) {
    if (hosts.contains(host)) {
      proven.add(host);
      active = hosts.indexOf(host);
      failures = 0;
      probeAt = active == 0 ? null : probeAt;
    }
  }

  /**
   * It did not answer as it should.
   *
   * @return whether it was tried beside the one that is in use
   */
  boolean failed(URI host, Instant now) {
    if (hosts.indexOf(host) != active) {
      probeAt = next(now);
      return true;
    }
    failures++;
    boolean known = configured.contains(host) || proven.contains(host);
    if (failures >= (known ? FAILURES_TO_TURN : 1) && !has(DeviceFault.STAYS_WITH_A_DEAD_HOST)) {
      int other = (active + 1) % hosts.size();
      turnTo(other, other == 0 ? null : next(now));
    }
    return false;
  }

  private void turnTo(int host, @Nullable Instant probe) {
    active = host;
    failures = 0;
    probeAt = probe;
  }

  private Instant next(Instant now) {
    if (has(DeviceFault.COMES_BACK_TOO_SOON)) {
      return now.plusSeconds(50);
    }
    return has(DeviceFault.NEVER_COMES_BACK) ? Instant.MAX : now.plus(PROBE);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
