package io.platen.reference.release;

import java.io.IOException;
import java.nio.file.Path;

/** Where a desk publishes to. */
interface Destination {

  /** In words. */
  String name();

  /** Whether it has an object of this length. */
  boolean hasObject(String sha256, long length) throws IOException;

  /** Durable when it returns. */
  void putObject(String sha256, Path file) throws IOException;

  /**
   * Puts a metadata file; one that is there with the same content is fine.
   *
   * @throws IOException when it has another file of this name, or refuses it
   */
  void putFile(String name, byte[] content) throws IOException;

  /** Tells of a pair pack, where it wants to know. */
  default void putPair(String list, String oldImage, String pair) throws IOException {}
}
