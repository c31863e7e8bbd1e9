package io.platen.device.update.content;

import io.platen.device.link.LinkFailedException;
import io.platen.protocol.content.Sha256;
import java.io.Closeable;
import java.net.URI;

/** Where objects come from: a host, or for tests and benches something that stands in for it. */
public interface ContentSource {

  /**
   * Asks for a part of an object.
   *
   * @param from the first byte
   * @param to the byte after the last
   * @throws LinkFailedException when the host does not give just that
   */
  Body open(URI host, Sha256 object, long from, long to) throws LinkFailedException;

  /** What a host sends. */
  interface Body extends Closeable {
    /**
     * Waits for some bytes.
     *
     * @return how many; -1 where there are no more
     * @throws LinkFailedException when it breaks off, or comes too slowly
     */
    int read(byte[] into, int offset, int length) throws LinkFailedException;

    /** Ends it; what has not come is not waited for. */
    @Override
    void close();
  }
}
