package io.platen.protocol.update;

import java.io.IOException;
import java.util.Optional;

/** Where a device keeps the metadata that it trusts: the exact bytes, one file a role. */
public interface TrustedFiles {
  /** The name of the role, which may hold any character. */
  Optional<byte[]> read(String role) throws IOException;

  /** Durable when it returns; either the old or the new is there after a crash. [PLT-UPD-007] */
  void write(String role, byte[] file) throws IOException;

  /** Durable when it returns; removing what is not there is fine. */
  void remove(String role) throws IOException;
}
