package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.reference.CommandFailure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who signs a role, by people who have a key of each kind. */
final class Roles {
  private Roles() {}

  /** A group for each algorithm: a signature holds as long as one of them does. */
  static RoleKeys hybrid(Collection<List<MetadataKey>> people, int threshold) {
    Map<String, Set<String>> byAlgorithm = new TreeMap<>();
    people.stream()
        .flatMap(List::stream)
        .forEach(
            key ->
                byAlgorithm
                    .computeIfAbsent(key.algorithm(), each -> new TreeSet<>())
                    .add(key.id()));
    byAlgorithm.forEach(
        (algorithm, ids) -> {
          if (ids.size() < threshold) {
            throw new CommandFailure(
                "Of "
                    + algorithm
                    + " there are "
                    + ids.size()
                    + " keys, and "
                    + threshold
                    + " must sign: give each person a key of each kind (release key)");
          }
        });
    return new RoleKeys(
        byAlgorithm.values().stream().map(ids -> new RoleKeys.Group(threshold, ids)).toList());
  }
}
