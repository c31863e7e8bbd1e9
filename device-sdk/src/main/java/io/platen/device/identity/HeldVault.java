package io.platen.device.identity;

import io.platen.device.port.KeyVault;
import java.io.IOException;
import java.security.PrivateKey;
import java.util.Collection;
import java.util.Optional;

/**
 * A vault in which keys of two identities lie while a device goes from one server to another: as
 * long as it is held none is destroyed.
 */
public final class HeldVault implements KeyVault {
  private final KeyVault vault;
  private volatile boolean held;

  public HeldVault(KeyVault vault) {
    this.vault = vault;
  }

  /** From now on nothing is destroyed. */
  public void hold() {
    held = true;
  }

  /** There is one identity again. */
  public void release() {
    held = false;
  }

  @Override
  public Made make() throws IOException {
    return vault.make();
  }

  @Override
  public PrivateKey find(Reference reference) throws IOException {
    return vault.find(reference);
  }

  @Override
  public void keepOnly(Collection<Reference> used) throws IOException {
    if (!held) {
      vault.keepOnly(used);
    }
  }

  @Override
  public Optional<byte[]> secret() throws IOException {
    return vault.secret();
  }
}
