package io.platen.protocol.update;

import java.time.Instant;
import java.util.Map;

/**
 * Which keys sign the top-level roles.
 *
 * @param consistentSnapshot whether files have their version in their name; always so in XML
 * @param keys by id
 * @param roles the four top-level ones, by name
 */
public record RootMetadata(
    long version,
    Instant expires,
    boolean consistentSnapshot,
    Map<String, MetadataKey> keys,
    Map<String, RoleKeys> roles)
    implements Metadata {

  public RootMetadata {
    Metadata.check(version);
    keys = Map.copyOf(keys);
    roles = Map.copyOf(roles);
    for (TopLevelRole role : TopLevelRole.values()) {
      if (!roles.containsKey(role.token())) {
        throw new IllegalArgumentException("The root names no keys for the role " + role.token());
      }
    }
  }

  /** Who signs one of the top-level roles. */
  Signers signers(TopLevelRole role) {
    RoleKeys signing = roles.get(role.token());
    if (signing == null) {
      throw new IllegalStateException("No keys for " + role);
    }
    return new Signers(keys, signing);
  }
}
