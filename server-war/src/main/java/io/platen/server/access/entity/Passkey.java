package io.platen.server.access.entity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey and whose it is.
 *
 * @param counter of signatures; 0 where the authenticator keeps none
 * @param lastUsed null when nobody signed in with it yet
 */
public record Passkey(
    long id,
    long tenant,
    long user,
    String login,
    String name,
    Key key,
    long counter,
    Instant created,
    @Nullable Instant lastUsed) {

  /** The attested credential data, and whether its maker's cloud may copy it, and has. */
  public static final class Key {
    private final byte[] attested;
    private final boolean backup;
    private final boolean backedUp;

    public Key(byte[] attested, boolean backup, boolean backedUp) {
      this.attested = attested.clone();
      this.backup = backup;
      this.backedUp = backedUp;
    }

    public byte[] attested() {
      return attested.clone();
    }

    public boolean mayBeBackedUp() {
      return backup;
    }

    public boolean isBackedUp() {
      return backedUp;
    }
  }
}
