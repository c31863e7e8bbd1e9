package io.platen.protocol.seal;

/**
 * Looks through DER before anything is made of it: whole, of definite lengths, not nested deeply
 * and with nothing after its end. What passes can be read by a reader that calls itself.
 */
final class Der {
  private static final int DEPTH = 24;
  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1F;
  private static final int LONG_LENGTH = 0x80;

  private final byte[] bytes;
  private final int[] ends = new int[DEPTH];
  private int depth;
  private int position;

  private Der(byte[] bytes) {
    this.bytes = bytes;
    this.ends[0] = bytes.length;
  }

  /** Whether it is one element, by the rules above. */
  static boolean isOneElement(byte[] bytes) {
    return new Der(bytes).walk();
  }

  private boolean walk() {
    if (!element() || firstEnd() != bytes.length) {
      return false;
    }
    while (position < bytes.length) {
      while (position == ends[depth]) {
        depth--;
      }
      if (!element()) {
        return false;
      }
    }
    return true;
  }

  private int firstEnd() {
    return depth == 0 ? position : ends[1];
  }

  /** Goes into an element that holds others, and past one that does not. */
  private boolean element() {
    if (ends[depth] - position < 2) {
      return false;
    }
    int tag = bytes[position++] & 0xFF;
    int length = length();
    if ((tag & LONG_TAG) == LONG_TAG || length < 0 || length > ends[depth] - position) {
      return false;
    }
    if ((tag & CONSTRUCTED) == 0) {
      position += length;
      return true;
    }
    if (++depth == DEPTH) {
      return false;
    }
    ends[depth] = position + length;
    return true;
  }

  /** In the shortest form and below 16 MiB; -1 otherwise. */
  private int length() {
    int first = bytes[position++] & 0xFF;
    if (first < LONG_LENGTH) {
      return first;
    }
    int count = first - LONG_LENGTH;
    if (count < 1 || count > 3 || ends[depth] - position < count) {
      return -1;
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = (length << 8) | (bytes[position++] & 0xFF);
    }
    int least = count == 1 ? LONG_LENGTH : 1 << (8 * (count - 1));
    return length < least ? -1 : length;
  }
}
