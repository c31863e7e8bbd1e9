package io.platen.protocol.update;

import java.util.List;
import java.util.Set;

/**
 * Who signs a role: all groups must reach their threshold. One group is plain TUF; a second one, of
 * post-quantum keys, makes the signature hybrid.
 */
public record RoleKeys(List<Group> groups) {

  public RoleKeys {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("A role has at least one group of keys");
    }
  }

  /** Of one group. */
  public static RoleKeys of(int threshold, Set<String> keyIds) {
    return new RoleKeys(List.of(new Group(threshold, keyIds)));
  }

  /**
   * Keys of which some must have signed.
   *
   * @param threshold at least 1; it may be above the number of keys, and is never reached then
   * @param keyIds in no order
   */
  public record Group(int threshold, Set<String> keyIds) {
    public Group {
      keyIds = Set.copyOf(keyIds);
      if (threshold < 1) {
        throw new IllegalArgumentException("A threshold is at least 1, not " + threshold);
      }
    }
  }
}
