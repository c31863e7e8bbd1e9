package io.platen.conformance.engine;

import io.platen.protocol.Requirement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tests apply to a product.
 *
 * @param profiles what it claims
 * @param without what it does not implement of that, with the reason
 */
public record Applicability(Set<String> profiles, Map<Requirement, String> without) {
  public Applicability {
    profiles = Set.copyOf(profiles);
    without = Map.copyOf(without);
  }

  public static Applicability of(Set<String> profiles) {
    return new Applicability(profiles, Map.of());
  }

  /** Why a test does not apply; empty where it does. */
  public Optional<String> whyNot(ConformanceTest test) {
    Set<String> named = new TreeSet<>();
    test.requirements().forEach(requirement -> named.add(requirement.profile()));
    test.beside().ifPresent(named::add);
    if (!profiles.containsAll(named)) {
      return Optional.of("Its profile is not claimed: " + named);
    }
    Optional<String> instead = test.unless().filter(profiles::contains);
    if (instead.isPresent()) {
      return Optional.of("Profile " + instead.get() + " is claimed, which allows what it refuses");
    }
    return test.requirements().stream()
        .filter(without::containsKey)
        .map(each -> each.id() + " is not claimed: " + without.get(each))
        .findFirst();
  }
}
