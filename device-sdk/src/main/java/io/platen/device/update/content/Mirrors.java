package io.platen.device.update.content;

import io.platen.protocol.content.Sha256;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which host is asked for an object: the one that has failed least of late, of those that did not
 * deliver wrong bytes of it; the first of them where several are alike.
 */
final class Mirrors {
  private final List<URI> hosts;
  private final Map<URI, Integer> failures = new HashMap<>();
  private final Map<Sha256, Set<URI>> wrong = new HashMap<>();

  Mirrors(List<URI> hosts) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("At least one download host");
    }
    this.hosts = hosts.stream().distinct().toList();
  }

  /** Empty where each has delivered wrong bytes of it. */
  Optional<URI> choose(Sha256 object) {
    Set<URI> not = wrong.getOrDefault(object, Set.of());
    URI best = null;
    for (URI host : hosts) {
      if (!not.contains(host) && (best == null || failed(host) < failed(best))) {
        best = host;
      }
    }
    return Optional.ofNullable(best);
  }

  private int failed(URI host) {
    return failures.getOrDefault(host, 0);
  }

  void broke(URI host) {
    failures.merge(host, 1, Integer::sum);
  }

  /** It delivered enough to be thought well of again. */
  void delivered(URI host) {
    failures.remove(host);
  }

  /** [PLT-UPD-072] */
  void deliveredWrong(URI host, Sha256 object) {
    wrong.computeIfAbsent(object, any -> new HashSet<>()).add(host);
  }
}
