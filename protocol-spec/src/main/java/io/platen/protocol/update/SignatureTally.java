package io.platen.protocol.update;

import io.platen.protocol.update.SignedFile.Signature;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many of those who must sign a file have done so: for people who collect signatures. Devices
 * only ask whether it is enough.
 *
 * @param groups in the order of the role
 */
public record SignatureTally(List<Group> groups) {
  public SignatureTally {
    groups = List.copyOf(groups);
  }

  /**
   * @param signed ids of keys whose signature holds
   * @param open ids of keys that have not signed
   */
  public record Group(int threshold, Set<String> signed, Set<String> open) {
    public Group {
      signed = Set.copyOf(signed);
      open = Set.copyOf(open);
    }

    /** Signatures that are still to come. */
    public int missing() {
      return Math.max(0, threshold - signed.size());
    }
  }

  /** Whether each group has reached its threshold. [PLT-UPD-002] */
  public boolean isComplete() {
    return groups.stream().allMatch(group -> group.missing() == 0);
  }

  /**
   * Counts.
   *
   * @param keys by id
   * @param role whose keys are to sign
   */
  public static SignatureTally of(
      Map<String, MetadataKey> keys, RoleKeys role, SignedFile file, SignatureCheck check) {
    return new SignatureTally(
        role.groups().stream().map(group -> count(keys, group, file, check)).toList());
  }

  private static Group count(
      Map<String, MetadataKey> keys, RoleKeys.Group group, SignedFile file, SignatureCheck check) {
    Set<String> signed = new TreeSet<>();
    for (Signature signature : file.signatures()) {
      MetadataKey key = keys.get(signature.keyId());
      if (key != null
          && group.keyIds().contains(key.id())
          && check.holds(key, file.message(), HexFormat.of().parseHex(signature.value()))) {
        signed.add(key.id());
      }
    }
    Set<String> open = new TreeSet<>(group.keyIds());
    open.removeAll(signed);
    return new Group(group.threshold(), signed, open);
  }
}
