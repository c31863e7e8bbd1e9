package io.platen.protocol.attack;

import java.io.InputStream;
import java.util.function.LongFunction;

/** Blocks of bytes, one after the other, each made when its turn comes. */
final class RepeatedStream extends InputStream {
  private final long times;
  private final LongFunction<byte[]> block;
  private long number;
  private byte[] current = {};
  private int at;

  RepeatedStream(long times, LongFunction<byte[]> block) {
    this.times = times;
    this.block = block;
  }

  @Override
  public int read() {
    return advance() ? current[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int copied = 0;
    while (copied < length && advance()) {
      int part = Math.min(length - copied, current.length - at);
      System.arraycopy(current, at, into, offset + copied, part);
      at += part;
      copied += part;
    }
    return copied == 0 && length > 0 ? -1 : copied;
  }

  private boolean advance() {
    while (at == current.length && number < times) {
      current = block.apply(++number);
      at = 0;
    }
    return at < current.length;
  }
}
