package io.platen.protocol.update;

import java.io.IOException;
import java.util.Optional;

/** A host that holds metadata files; nothing that it says is trusted. */
@FunctionalInterface
public interface MetadataSource {
  /**
   * Fetches a file.
   *
   * @param name e.g. {@code 3.root.xml}; not yet escaped for a URL
   * @param mostBytes no more is read: a longer file is an error [PLT-UPD-006]
   * @return empty where the host has no such file
   * @throws IOException when the host cannot be reached, or the file is longer
   */
  Optional<byte[]> fetch(String name, long mostBytes) throws IOException;
}
