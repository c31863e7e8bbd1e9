package io.platen.protocol.publish;

import java.io.IOException;
import java.util.OptionalLong;

/** Objects by the SHA-256 of their content, in lower case hexadecimal. */
public interface ObjectLookup {

  /** How long an object is, in bytes; empty where there is none. */
  OptionalLong length(String sha256) throws IOException;

  /** The whole of an object that is there. */
  byte[] read(String sha256) throws IOException;
}
