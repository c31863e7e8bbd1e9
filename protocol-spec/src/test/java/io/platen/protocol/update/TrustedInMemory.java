package io.platen.protocol.update;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a device of a test trusts, by role. */
public abstract class TrustedInMemory implements TrustedFiles {
  public final Map<String, byte[]> trusted = new TreeMap<>();

  @Override
  public Optional<byte[]> read(String role) {
    return Optional.ofNullable(trusted.get(role));
  }

  @Override
  public void write(String role, byte[] file) {
    trusted.put(role, file);
  }

  @Override
  public void remove(String role) {
    trusted.remove(role);
  }
}
