package io.platen.protocol.content;

import java.io.IOException;

/** The bytes of an image, at any place. */
@FunctionalInterface
public interface ImageBytes {
  /**
   * Reads as many bytes as are asked for.
   *
   * @throws IOException when they are not all there
   */
  void read(long at, byte[] into, int offset, int length) throws IOException;
}
