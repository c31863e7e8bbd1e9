package io.platen.server.release.control;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Objects by the SHA-256 of their content: a port to a folder, or to a store of the S3 kind. All
 * nodes of one database see the same objects.
 */
public interface ObjectStore {

  /** What came of storing. */
  sealed interface Outcome permits Stored, OtherContent, Full {}

  /**
   * It is there, durably.
   *
   * @param isNew whether it was not before
   */
  record Stored(long length, boolean isNew) implements Outcome {}

  /** The content has another hash than was said; nothing was kept. */
  record OtherContent(String found) implements Outcome {}

  /** There is no room for it; nothing was kept. */
  record Full(long quota) implements Outcome {}

  /** In bytes; empty where there is none of this name. */
  OptionalLong length(String sha256) throws IOException;

  /**
   * Stores what a stream has to its end; the stream is read to its end or left alone.
   *
   * @param sha256 64 hexadecimal digits in lower case
   */
  Outcome put(String sha256, InputStream content) throws IOException;

  /**
   * Opens an object for reading.
   *
   * @param from the first byte that is read
   * @throws java.nio.file.NoSuchFileException where there is none
   */
  InputStream open(String sha256, long from) throws IOException;

  /** Removes one; none there is fine. */
  void remove(String sha256) throws IOException;

  /** Each with when it was stored. */
  void forEach(BiConsumer<String, Instant> heard) throws IOException;

  /** Bytes that are taken, and the most that may be. */
  Usage usage() throws IOException;

  /** In bytes. */
  record Usage(long used, long quota) {}
}
