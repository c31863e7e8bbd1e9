package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RootMetadata;
import io.platen.protocol.update.SignatureTally.Group;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.release.Editions.Demand;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is missing of a draft, in plain words. */
final class Lines {
  private Lines() {}

  /** One line for each group that demands signatures, also for those that have them all. */
  static List<String> missing(Desk desk, Editions editions, DeskRole role) {
    Map<String, MetadataKey> keys = new TreeMap<>();
    editions.root().ifPresent(root -> keys.putAll(root.keys()));
    Optional<RootMetadata> draft = editions.draft(DeskRole.ROOT, RootMetadata.class);
    draft.ifPresent(root -> keys.putAll(root.keys()));
    editions.delegations().drafted(role).ifPresent(of -> keys.putAll(of.targets().keys()));
    boolean isOne = editions.demands(role).size() == 1;
    return editions.demands(role).stream()
        .flatMap(
            demand ->
                demand.tally().groups().stream()
                    .map(group -> line(desk, keys, demand, group, isOne)))
        .toList();
  }

  /** {@code 2 of dora, emil} */
  static String signers(Desk desk, TargetsMetadata targets, DeskRole role) {
    return targets.delegations().stream()
        .filter(each -> each.role().equals(role.name()))
        .flatMap(each -> each.keys().groups().stream())
        .map(group -> group.threshold() + people(" of ", desk, group.keyIds(), ""))
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static String line(
      Desk desk, Map<String, MetadataKey> keys, Demand demand, Group group, boolean isOne) {
    String algorithm =
        java.util.stream.Stream.concat(group.signed().stream(), group.open().stream())
            .map(keys::get)
            .filter(java.util.Objects::nonNull)
            .map(MetadataKey::algorithm)
            .distinct()
            .collect(Collectors.joining(" or "));
    String count =
        Math.min(group.signed().size(), group.threshold())
            + " of "
            + group.threshold()
            + " signatures with "
            + algorithm
            + (isOne ? "" : ", " + demand.whose())
            + people(" (", desk, group.signed(), ")");
    return group.missing() == 0
        ? count
        : count
            + "; "
            + group.missing()
            + " missing: "
            + people("", desk, group.open(), " can sign");
  }

  private static String people(String before, Desk desk, Collection<String> keyIds, String after) {
    return keyIds.isEmpty()
        ? ""
        : before
            + String.join(", ", new TreeSet<>(keyIds.stream().map(desk::nameOf).toList()))
            + after;
  }
}
