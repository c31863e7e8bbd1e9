package io.platen.device.port;

import java.io.Closeable;
import java.io.IOException;

/**
 * The port to the places that components are installed to: partitions, or files. Which of them
 * runs, and what is started next, is not its matter.
 */
public interface SlotStorage {

  /**
   * Opens a slot.
   *
   * @param name as the firmware calls it, such as {@code operating-system-b}
   * @throws IOException when there is none of that name, or its medium fails
   */
  Slot open(String name) throws IOException;

  /**
   * One place of fixed size. What was written may be undone by a loss of power, in any order and in
   * part, until {@link #sync}. Used by one thread at a time; an interrupt ends nothing.
   */
  interface Slot extends Closeable {

    /** How many bytes it can hold. */
    long size() throws IOException;

    /**
     * How many bytes of content it has, as far as the medium can tell: a file as many as it is
     * long, a partition as many as it can hold.
     */
    default long contentLength() throws IOException {
      return size();
    }

    /**
     * Reads as many bytes as are asked for.
     *
     * @throws IOException when they are not all within the slot, or its medium fails
     */
    void read(long at, byte[] into, int offset, int length) throws IOException;

    /**
     * Writes all of it.
     *
     * @throws IOException when it is not all within the slot, or its medium fails
     */
    void write(long at, byte[] from, int offset, int length) throws IOException;

    /**
     * Tells where the content ends. A file has just that length then; a partition keeps its own.
     */
    default void end(long length) throws IOException {}

    /** Returns when all that was written would survive a loss of power. */
    void sync() throws IOException;
  }
}
