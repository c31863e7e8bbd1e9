package io.platen.device.update.content;

import io.platen.protocol.content.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which host is asked for an object: the one that has failed least of late, of those that did not
 * deliver wrong bytes of it and do not ask to wait; the first of them where several are alike.
 */
final class Mirrors {
  private List<URI> hosts = List.of();
  private final Map<URI, Integer> failures = new HashMap<>();
  private final Map<URI, Duration> rests = new HashMap<>();
  private final Map<Sha256, Set<URI>> wrong = new HashMap<>();

  Mirrors(List<URI> hosts) {
    use(hosts);
  }

  /** From now on these; what is known of them stays. */
  void use(List<URI> now) {
    if (now.isEmpty()) {
      throw new IllegalArgumentException("At least one download host");
    }
    hosts = now.stream().distinct().toList();
  }

  /**
   * Empty where each has delivered wrong bytes of it, or asks to wait.
   *
   * @param now since some moment, always the same
   */
  Optional<URI> choose(Sha256 object, Duration now) {
    return right(object)
        .filter(host -> rests.getOrDefault(host, now).compareTo(now) <= 0)
        .min(Comparator.comparing(this::failed));
  }

  private Stream<URI> right(Sha256 object) {
    Set<URI> not = wrong.getOrDefault(object, Set.of());
    return hosts.stream().filter(host -> !not.contains(host));
  }

  /** When the first of those may be asked that ask to wait; empty where none is left. */
  Optional<Duration> restUntil(Sha256 object) {
    return right(object)
        .map(host -> rests.getOrDefault(host, Duration.ZERO))
        .min(Comparator.naturalOrder());
  }

  /** [PLT-LNK-013] It asks not to be asked before. */
  void rest(URI host, Duration until) {
    rests.put(host, until);
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

  /** Of other updates: what a host asked for is not of one. */
  void forgetWrong() {
    wrong.clear();
  }

  /** [PLT-UPD-072] */
  void deliveredWrong(URI host, Sha256 object) {
    wrong.computeIfAbsent(object, any -> new HashSet<>()).add(host);
  }
}
