package io.platen.protocol.update;

import io.platen.protocol.update.SignedFile.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Who has to sign a file, and whether they did. */
record Signers(Map<String, MetadataKey> keys, RoleKeys signing) {

  /** [PLT-UPD-002] Each group reaches its threshold. */
  boolean haveSigned(SignedFile file, SignatureCheck check) {
    return signing.groups().stream().allMatch(group -> hasSigned(group, file, check));
  }

  private boolean hasSigned(RoleKeys.Group group, SignedFile file, SignatureCheck check) {
    // [PLT-UPD-003] A key counts once, under however many ids.
    List<MetadataKey> counted = new ArrayList<>();
    for (Signature signature : file.signatures()) {
      MetadataKey key = keys.get(signature.keyId());
      // [PLT-UPD-004] Signatures of others are passed over.
      if (key != null
          && group.keyIds().contains(key.id())
          && counted.stream().noneMatch(key::isSameKeyAs)
          && holds(key, signature, file, check)) {
        counted.add(key);
      }
    }
    return counted.size() >= group.threshold();
  }

  private static boolean holds(
      MetadataKey key, Signature signature, SignedFile file, SignatureCheck check) {
    try {
      return check.holds(key, file.message(), HexFormat.of().parseHex(signature.value()));
    } catch (IllegalArgumentException e) { // not hexadecimal
      return false;
    }
  }
}
