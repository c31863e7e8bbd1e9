package io.platen.protocol.content;

import java.io.IOException;

/**
 * Cuts an image where its content says so, so that a byte more or less moves one cut and not all
 * that follow. Chapter UPD, "Chunks", gives the rule; it is that of FastCDC with two masks.
 */
public final class Chunker {
  private static final long[] GEAR = gear();

  private final Chunking chunking;
  private final int rareShift;
  private final int oftenShift;

  public Chunker(Chunking chunking) {
    this.chunking = chunking;
    int bits = Integer.numberOfTrailingZeros(chunking.mean());
    this.rareShift = Long.SIZE - (bits + 2);
    this.oftenShift = Long.SIZE - (bits - 2);
  }

  /** Is given one chunk after the other; the array is used again for the next. */
  @FunctionalInterface
  public interface Taker {
    void take(byte[] bytes, int offset, int length) throws IOException;
  }

  /** Cuts all of an image. Holds a few chunks in memory at most. */
  public void cut(ImageBytes image, long length, Taker taker) throws IOException {
    byte[] window = new byte[chunking.most() * 4];
    int begin = 0;
    int end = 0;
    long at = 0;
    while (at < length || begin < end) {
      if (end - begin < chunking.most() && at < length) {
        System.arraycopy(window, begin, window, 0, end - begin);
        end -= begin;
        begin = 0;
        int more = (int) Math.min(window.length - end, length - at);
        image.read(at, window, end, more);
        at += more;
        end += more;
      }
      int chunk = next(window, begin, Math.min(end - begin, chunking.most()));
      taker.take(window, begin, chunk);
      begin += chunk;
    }
  }

  /** How long the chunk is that begins here. */
  int next(byte[] bytes, int offset, int available) {
    if (available <= chunking.least()) {
      return available;
    }
    int mean = Math.min(chunking.mean(), available);
    long hash = 0;
    int length = chunking.least();
    while (length < mean) {
      hash = (hash << 1) + GEAR[bytes[offset + length] & 0xff];
      length++;
      if (hash >>> rareShift == 0) {
        return length;
      }
    }
    while (length < available) {
      hash = (hash << 1) + GEAR[bytes[offset + length] & 0xff];
      length++;
      if (hash >>> oftenShift == 0) {
        return length;
      }
    }
    return available;
  }

  /** For each byte the first eight bytes of its SHA-256, the first of them the highest. */
  private static long[] gear() {
    long[] gear = new long[256];
    for (int i = 0; i < gear.length; i++) {
      gear[i] = Sha256.of(new byte[] {(byte) i}, 0, 1).head();
    }
    return gear;
  }
}
