package io.platen.device.redirect;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * What a device keeps of one server: files of the same folder, under names of their own. Of the
 * server in its configuration they have no such name.
 */
public final class PlacedStorage implements Storage {
  private final Storage all;
  private final String prefix;

  /**
   * @param place of {@link Home}; empty for the configuration's server
   */
  public PlacedStorage(Storage all, String place) {
    this.all = all;
    this.prefix = place.isEmpty() ? "" : place + "-";
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return all.read(prefix + name);
  }

  @Override
  public FileChannel open(String name) throws IOException {
    return all.open(prefix + name);
  }

  @Override
  public long size(String name) throws IOException {
    return all.size(prefix + name);
  }

  @Override
  public boolean exists(String name) {
    return all.exists(prefix + name);
  }

  @Override
  public void rename(String name, String newName) throws IOException {
    all.rename(prefix + name, prefix + newName);
  }

  @Override
  public void delete(String name) throws IOException {
    all.delete(prefix + name);
  }

  @Override
  public void syncNames() throws IOException {
    all.syncNames();
  }
}
