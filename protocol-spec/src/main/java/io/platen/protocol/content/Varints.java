package io.platen.protocol.content;

import java.io.ByteArrayOutputStream;

/**
 * Numbers in as few bytes as they need: seven bits each, the lowest first (as in DWARF's LEB128).
 */
final class Varints {
  private final byte[] bytes;
  private final int end;
  private int at;

  Varints(byte[] bytes, int offset, int end) {
    this.bytes = bytes;
    this.at = offset;
    this.end = end;
  }

  static void write(ByteArrayOutputStream to, long number) {
    long left = number;
    while ((left & ~0x7fL) != 0) {
      to.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    to.write((int) left);
  }

  /** One that may be negative: 0, -1, 1, -2 become 0, 1, 2, 3. */
  static void writeSigned(ByteArrayOutputStream to, long number) {
    write(to, (number << 1) ^ (number >> 63));
  }

  long next() throws ContentException {
    long number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (at >= end) {
        throw new ContentException("A number is cut off");
      }
      byte part = bytes[at++];
      number |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return number;
      }
    }
    throw new ContentException("A number is too large");
  }

  /**
   * @param most the largest that makes sense here
   */
  int next(int most) throws ContentException {
    long number = next();
    if (number > most) {
      throw new ContentException("A number is " + number + ", but at most " + most);
    }
    return (int) number;
  }

  long nextSigned() throws ContentException {
    long number = next();
    return (number >>> 1) ^ -(number & 1);
  }

  boolean hasNext() {
    return at < end;
  }

  int position() {
    return at;
  }
}
