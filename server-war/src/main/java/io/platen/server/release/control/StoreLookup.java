package io.platen.server.release.control;

import io.platen.protocol.publish.ObjectLookup;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Objects for those who check: whole ones are small. */
record StoreLookup(ObjectStore objects) implements ObjectLookup {
  @Override
  public OptionalLong length(String sha256) throws IOException {
    return objects.length(sha256);
  }

  @Override
  public byte[] read(String sha256) throws IOException {
    try (InputStream content = objects.open(sha256, 0)) {
      return content.readAllBytes();
    }
  }
}
