package io.platen.protocol.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where in the old image sixteen bytes occur: one place each, of those that are looked at. Half a
 * gigabyte of image or less takes at most 64 MB.
 */
final class OldIndex {
  static final int KEY = 16;

  private static final int STEP = 8;
  private static final int MOST_BITS = 24;

  private final ByteBuffer old;
  private final int[] places;
  private final int shift;
  private final int step;

  OldIndex(ByteBuffer image) {
    this.old = image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int keys = Math.max(1, old.limit() / STEP);
    int bits = Math.min(MOST_BITS, 33 - Integer.numberOfLeadingZeros(keys));
    this.places = new int[1 << bits];
    this.shift = Long.SIZE - bits;
    this.step = Math.max(STEP, Integer.highestOneBit(old.limit() >> (MOST_BITS - 1)));
    for (int at = 0; at + KEY <= old.limit(); at += step) {
      long one = old.getLong(at);
      long other = old.getLong(at + 8);
      if (one != other) {
        places[slot(one, other)] = at + 1;
      }
    }
  }

  private int slot(long one, long other) {
    long mixed = (one ^ Long.rotateLeft(other, 29)) * 0x9E3779B97F4A7C15L;
    return (int) (((mixed ^ (other * 0xC2B2AE3D27D4EB4FL)) * 0x9E3779B97F4A7C15L) >>> shift);
  }

  /** A place of the old image that begins with these sixteen bytes, or -1. */
  int find(ByteBuffer bytes, int at) {
    long one = bytes.getLong(at);
    long other = bytes.getLong(at + 8);
    int place = places[slot(one, other)] - 1;
    return place >= 0 && old.getLong(place) == one && old.getLong(place + 8) == other ? place : -1;
  }

  byte at(int place) {
    return old.get(place);
  }

  int length() {
    return old.limit();
  }
}
