package io.platen.device.port;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The device's data folder: a flat set of files that only the device's account can read. Names are
 * plain: letters, digits, dots and dashes. What it writes it writes to the end, though the thread
 * be interrupted: that is how a device is stopped.
 *
 * <p>A loss of power may undo, in any order, what was not synced: the content of a file until its
 * channel's {@code force}, and the names of files until {@link #syncNames}.
 */
public interface Storage {
  /** A whole small file, empty where there is none. */
  Optional<byte[]> read(String name) throws IOException;

  /** Replaces a whole small file: after a crash it is the old one or the new one. Durable. */
  default void write(String name, byte[] content) throws IOException {
    String temporary = name + ".new";
    delete(temporary);
    try (FileChannel file = open(temporary)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        file.write(left);
      }
      file.force(true);
    }
    rename(temporary, name);
    syncNames();
  }

  /**
   * Opens a file for reading and writing at any place, and makes it where there is none. The
   * channel stays open when a thread that uses it is interrupted.
   */
  FileChannel open(String name) throws IOException;

  /** In bytes; 0 where there is none. */
  long size(String name) throws IOException;

  boolean exists(String name);

  /** Gives a file another name, in place of one that had it. Durable after {@link #syncNames}. */
  void rename(String name, String newName) throws IOException;

  /** Does nothing where there is none. Durable after {@link #syncNames}. */
  void delete(String name) throws IOException;

  /** Deletes a small file, and what a write that was cut off has left of it. */
  default void wipe(String name) throws IOException {
    delete(name);
    delete(name + ".new");
  }

  /**
   * Makes durable which files there are and how they are called: what was made, renamed, deleted.
   */
  void syncNames() throws IOException;
}
