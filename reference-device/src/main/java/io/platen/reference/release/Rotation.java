package io.platen.reference.release;

import io.platen.protocol.update.MetadataKey;
import io.platen.protocol.update.RoleKeys;
import io.platen.protocol.update.RootMetadata;
import io.platen.reference.CommandFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Changes of who signs. */
final class Rotation {
  private Rotation() {}

  /** The root after {@code now}, with the keys of {@code base} and a full life before it. */
  static RootMetadata next(Desk desk, RootMetadata now, RootMetadata base) {
    return next(desk, now, base.keys(), base.roles());
  }

  private static RootMetadata next(
      Desk desk, RootMetadata now, Map<String, MetadataKey> keys, Map<String, RoleKeys> roles) {
    Set<String> used =
        roles.values().stream()
            .flatMap(role -> role.groups().stream())
            .flatMap(group -> group.keyIds().stream())
            .collect(Collectors.toSet());
    Map<String, MetadataKey> kept = new TreeMap<>(keys);
    kept.keySet().retainAll(used);
    return new RootMetadata(
        now.version() + 1, desk.now().plus(DeskRole.ROOT.life(desk.settings())), true, kept, roles);
  }

  /**
   * One person's keys of a role for another's.
   *
   * @param name of who leaves
   */
  static RootMetadata replace(
      Desk desk,
      RootMetadata now,
      RootMetadata base,
      DeskRole role,
      String name,
      List<MetadataKey> fresh) {
    RoleKeys before = Editions.keys(base, role);
    Map<String, MetadataKey> keys = new LinkedHashMap<>(base.keys());
    fresh.forEach(key -> keys.put(key.id(), key));
    List<MetadataKey> holders = new ArrayList<>();
    boolean isThere = false;
    for (String id : ids(before)) {
      if (desk.nameOf(id).equals(name)) {
        isThere = true;
      } else {
        holders.add(key(keys, id));
      }
    }
    if (!isThere) {
      throw new CommandFailure(
          "Nobody called "
              + name
              + " signs the "
              + role.name()
              + "; those who do are "
              + ids(before).stream().map(desk::nameOf).distinct().sorted().toList());
    }
    holders.addAll(fresh);
    int threshold = before.groups().get(0).threshold();
    Map<String, RoleKeys> roles = new LinkedHashMap<>(base.roles());
    roles.put(role.name(), Roles.hybrid(List.of(holders), threshold));
    return next(desk, now, keys, roles);
  }

  private static MetadataKey key(Map<String, MetadataKey> keys, String id) {
    MetadataKey key = keys.get(id);
    if (key == null) {
      throw new CommandFailure("The root names a key that it does not have: " + id);
    }
    return key;
  }

  private static List<String> ids(RoleKeys role) {
    return role.groups().stream().flatMap(group -> group.keyIds().stream()).distinct().toList();
  }
}
