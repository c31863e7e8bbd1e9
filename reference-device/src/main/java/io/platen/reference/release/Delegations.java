package io.platen.reference.release;

import io.platen.protocol.update.Delegation;
import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.TargetsMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who signs the releases of a hardware model, where the targets leave them to people of its own.
 */
final class Delegations {
  private final Desk desk;
  private final Editions editions;

  Delegations(Desk desk, Editions editions) {
    this.desk = desk;
    this.editions = editions;
  }

  /** A delegation in one edition of the targets, which has its keys. */
  record Of(TargetsMetadata targets, Delegation delegation) {}

  /** The role for releases of a model; empty where the targets name them themselves. */
  Optional<DeskRole> of(String model) {
    DeskRole role = DeskRole.ofModel(model);
    return drafted(role).isPresent() ? Optional.of(role) : Optional.empty();
  }

  /** What those who sign the targets have drafted, or else signed. */
  Optional<Of> drafted(DeskRole role) {
    return editions.newestOrDraft(DeskRole.TARGETS).flatMap(targets -> of(targets, role));
  }

  private Optional<Of> filed(DeskRole role) {
    return editions.targets().flatMap(targets -> of(targets, role));
  }

  private static Optional<Of> of(TargetsMetadata targets, DeskRole role) {
    return targets.delegations().stream()
        .filter(each -> each.role().equals(role.name()))
        .findFirst()
        .map(each -> new Of(targets, each));
  }

  /** Of the targets as they are drafted, or else filed. */
  List<DeskRole> roles() {
    return editions.newestOrDraft(DeskRole.TARGETS).map(Delegations::roles).orElse(List.of());
  }

  static List<DeskRole> roles(TargetsMetadata targets) {
    return targets.delegations().stream()
        .map(each -> DeskRole.ofModel(each.role().replaceFirst("^model-", "")))
        .toList();
  }

  /** Also those that have ended: no file disappears from a snapshot (PLT-UPD-032). */
  List<DeskRole> ever() {
    return desk.roles().stream()
        .filter(name -> name.startsWith("model-"))
        .map(name -> DeskRole.ofModel(name.substring("model-".length())))
        .toList();
  }

  /** Whether devices would take a new edition of this role beside all that is filed. */
  boolean mayFile(DeskRole role) {
    if (role.model().isPresent()) {
      byte[] draft = desk.draft(role.name()).orElseThrow();
      return filed(role).map(of -> isSigned(of, role, draft)).orElse(false);
    }
    return !role.equals(DeskRole.TARGETS) || unsigned().isEmpty();
  }

  /** Those of the drafted targets whose releases nobody has signed yet, as the draft demands it. */
  List<DeskRole> unsigned() {
    return editions
        .draft(DeskRole.TARGETS, TargetsMetadata.class)
        .map(targets -> roles(targets).stream().filter(role -> !isReady(targets, role)).toList())
        .orElse(List.of());
  }

  private boolean isReady(TargetsMetadata targets, DeskRole role) {
    Of of = of(targets, role).orElseThrow();
    return desk.draft(role.name()).filter(file -> isSigned(of, role, file)).isPresent()
        || filedFile(role).filter(file -> isSigned(of, role, file)).isPresent();
  }

  private Optional<byte[]> filedFile(DeskRole role) {
    var found = desk.editions(role.name());
    return found.isEmpty() ? Optional.empty() : desk.file(role.file(found.last()));
  }

  private static boolean isSigned(Of of, DeskRole role, byte[] file) {
    return Editions.demand(of, Editions.open(role, file)).tally().isComplete();
  }

  /** Drafts targets that leave the releases of a model to these people. */
  TargetsMetadata delegate(DeskRole role, RoleKeys signers, List<MetadataKey> fresh) {
    TargetsMetadata base = editions.targetsToChange();
    List<Delegation> all = without(base, role);
    String paths = DeskRole.paths(role.model().orElseThrow());
    all.add(new Delegation(role.name(), signers, true, List.of(paths), List.of()));
    Map<String, MetadataKey> keys = new TreeMap<>(base.keys());
    fresh.forEach(key -> keys.put(key.id(), key));
    return propose(base, keys, all);
  }

  /** Drafts targets that do so no more. */
  TargetsMetadata end(DeskRole role) {
    TargetsMetadata base = editions.targetsToChange();
    desk.removeDraft(role.name());
    return propose(base, base.keys(), without(base, role));
  }

  private static List<Delegation> without(TargetsMetadata base, DeskRole role) {
    return new ArrayList<>(
        base.delegations().stream().filter(each -> !each.role().equals(role.name())).toList());
  }

  private TargetsMetadata propose(
      TargetsMetadata base, Map<String, MetadataKey> keys, List<Delegation> delegations) {
    Set<String> used =
        delegations.stream()
            .flatMap(each -> each.keys().groups().stream())
            .flatMap(group -> group.keyIds().stream())
            .collect(Collectors.toSet());
    Map<String, MetadataKey> kept = new TreeMap<>(keys);
    kept.keySet().retainAll(used);
    TargetsMetadata next =
        new TargetsMetadata(base.version(), base.expires(), base.targets(), kept, delegations);
    editions.propose(DeskRole.TARGETS, next);
    return next;
  }
}
