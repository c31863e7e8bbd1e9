package io.platen.device.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the octets of a file are kept, piece by piece; what comes later covers what was there. */
final class Extents {
  private final TreeMap<Long, Extent> pieces = new TreeMap<>();
  private long size;

  /**
   * Octets that lie together.
   *
   * @param kept where the first of them is kept
   */
  record Extent(long position, long length, long kept) {
    long end() {
      return position + length;
    }

    Extent from(long start) {
      return new Extent(start, end() - start, kept + (start - position));
    }

    Extent until(long limit) {
      return new Extent(position, limit - position, kept);
    }
  }

  long size() {
    return size;
  }

  void put(Extent piece) {
    cover(piece.position(), piece.end());
    pieces.put(piece.position(), piece);
    size = Math.max(size, piece.end());
  }

  void cutOff(long newSize) {
    cover(newSize, Long.MAX_VALUE);
    size = Math.min(size, newSize);
  }

  private void cover(long start, long end) {
    Map.Entry<Long, Extent> before = pieces.lowerEntry(start);
    if (before != null && before.getValue().end() > start) {
      pieces.put(before.getKey(), before.getValue().until(start));
      keepAfter(before.getValue(), end);
    }
    Map.Entry<Long, Extent> covered = pieces.ceilingEntry(start);
    while (covered != null && covered.getKey() < end) {
      pieces.remove(covered.getKey());
      keepAfter(covered.getValue(), end);
      covered = pieces.ceilingEntry(start);
    }
  }

  private void keepAfter(Extent piece, long end) {
    if (piece.end() > end) {
      pieces.put(end, piece.from(end));
    }
  }

  /** What begins at a position, up to {@code most} octets of it; empty where nothing was put. */
  Optional<Extent> at(long position, long most) {
    Map.Entry<Long, Extent> piece = pieces.floorEntry(position);
    if (piece == null || piece.getValue().end() <= position) {
      return Optional.empty();
    }
    Extent rest = piece.getValue().from(position);
    return Optional.of(rest.length() <= most ? rest : rest.until(position + most));
  }

  /** How many octets from a position on were never put. */
  long gapAt(long position) {
    Long next = pieces.higherKey(position);
    return (next == null ? size : next) - position;
  }
}
