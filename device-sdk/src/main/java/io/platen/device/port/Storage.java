package io.platen.device.port;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The device's data folder: a flat set of files that only the device's account can read. Names are
 * plain: letters, digits, dots and dashes. What it writes it writes to the end, though the thread
 * be interrupted: that is how a device is stopped.
 */
public interface Storage {
  /** A whole small file, empty where there is none. */
  Optional<byte[]> read(String name) throws IOException;

  /** Replaces a whole small file: after a crash it is the old one or the new one. Durable. */
  void write(String name, byte[] content) throws IOException;

  /**
   * Opens a file for reading and writing at any place, and makes it where there is none. The
   * channel stays open when a thread that uses it is interrupted.
   */
  FileChannel open(String name) throws IOException;

  /** In bytes; 0 where there is none. */
  long size(String name) throws IOException;

  boolean exists(String name);

  /** Gives a file another name, in place of one that had it. */
  void rename(String name, String newName) throws IOException;

  /** Does nothing where there is none. */
  void delete(String name) throws IOException;
}
