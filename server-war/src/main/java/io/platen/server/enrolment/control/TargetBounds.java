package io.platen.server.enrolment.control;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of a target. Passwords that an entry has go on with it only where no address is
 * asked by them that was not before: else whoever may change an entry could have them told to a
 * host of theirs.
 *
 * @param last not before {@code first}
 */
record TargetBounds(long first, long last) {

  /** Whether an entry looks nowhere where the one before did not. */
  static boolean isWithin(
      Kind kind, String target, List<String> exclusions, DiscoveryEntry before) {
    return exclusions.containsAll(before.exclusions())
        && (target.equals(before.target()) || isWithin(kind, target, before));
  }

  private static boolean isWithin(Kind kind, String target, DiscoveryEntry before) {
    Optional<TargetBounds> now = of(kind, target);
    Optional<TargetBounds> then = of(before.kind(), before.target());
    return now.isPresent()
        && then.isPresent()
        && now.get().first >= then.get().first
        && now.get().last <= then.get().last;
  }

  /** Empty for a host by name: it is where the site's names say. */
  private static Optional<TargetBounds> of(Kind kind, String target) {
    return switch (kind) {
      case NETWORK -> Optional.of(network(target));
      case RANGE -> {
        int hyphen = target.indexOf('-');
        long first = Ipv4.parse(target.substring(0, hyphen));
        yield Optional.of(new TargetBounds(first, Ipv4.parse(target.substring(hyphen + 1))));
      }
      case HOST ->
          target.matches("[0-9.]+")
              ? Optional.of(new TargetBounds(Ipv4.parse(target), Ipv4.parse(target)))
              : Optional.empty();
    };
  }

  private static TargetBounds network(String target) {
    int slash = target.indexOf('/');
    long first = Ipv4.parse(target.substring(0, slash));
    int bits = 32 - Integer.parseInt(target.substring(slash + 1));
    return new TargetBounds(first, first + (1L << bits) - 1);
  }
}
