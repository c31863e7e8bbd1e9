package io.platen.device.update.service;

import io.platen.device.port.Storage;
import io.platen.device.update.UpdateSettings.FirstRoot;
import io.platen.protocol.update.TopLevelRole;
import io.platen.protocol.update.TrustedFiles;
import java.io.IOException;
import java.util.Optional;

/** [PLT-UPD-007] One file a role and repository in the data folder; first of all the root. */
public final class TrustedMetadata implements TrustedFiles {
  private final Storage storage;
  private final String prefix;
  private final FirstRoot root;

  public TrustedMetadata(Storage storage, String repository, FirstRoot root) {
    this.storage = storage;
    this.prefix = "metadata." + repository + ".";
    this.root = root;
  }

  @Override
  public Optional<byte[]> read(String role) throws IOException {
    Optional<byte[]> known = storage.read(prefix + role);
    return known.isEmpty() && role.equals(TopLevelRole.ROOT.token())
        ? Optional.of(root.read())
        : known;
  }

  @Override
  public void write(String role, byte[] file) throws IOException {
    storage.write(prefix + role, file);
  }

  @Override
  public void remove(String role) throws IOException {
    storage.delete(prefix + role);
    storage.syncNames();
  }
}
