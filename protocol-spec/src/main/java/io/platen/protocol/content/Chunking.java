package io.platen.protocol.content;

import io.platen.protocol.Limit;

/**
 * How an image is cut.
 *
 * @param least of bytes in a chunk, but for the last
 * @param mean a power of two
 * @param most of bytes in a chunk
 */
public record Chunking(int least, int mean, int most) {
  /** The most that any chunk may have. */
  public static final int LIMIT = (int) Limit.CHUNK_BYTES.value();

  /** What the release desk uses where it is not told otherwise. */
  public static final Chunking DEFAULT = new Chunking(4 * 1024, 16 * 1024, 64 * 1024);

  public Chunking {
    if (least < 256 || mean <= least || most <= mean || most > LIMIT) {
      throw new IllegalArgumentException(
          "From 256, each larger than the one before, to "
              + LIMIT
              + ", but "
              + least
              + " "
              + mean
              + " "
              + most);
    }
    if (Integer.bitCount(mean) != 1) {
      throw new IllegalArgumentException("The mean is a power of two, but is " + mean);
    }
  }
}
