package io.platen.protocol.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lays bytes alongside the old image: stretch by stretch the place there that they are most like,
 * though not equal to. Software that was built anew is like that: what moved is the same but for
 * the addresses in it.
 */
final class Stretches {
  /** So many bytes more must agree at another place than at the one in use. */
  private static final int GAIN = 12;

  private static final int RECENT = 6;
  private static final int LOOK = 32;

  private final OldIndex index;
  private final byte[] raw;
  private final ByteBuffer buffer;
  private final List<Anchor> anchors = new ArrayList<>();
  private final long[] recent = new long[RECENT];
  private long shift;

  /** Bytes from begin to end agree with the old image {@code shift} further. */
  private record Anchor(int begin, int end, long shift) {}

  /** What a block of that kind holds. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Difference(byte[] steps, byte[] added, byte[] literals, long middle) {}

  /**
   * @param guess how much further the first byte is in the old image, as far as anyone can tell
   */
  private Stretches(OldIndex index, byte[] raw, long guess) {
    this.index = index;
    this.raw = raw;
    this.buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    this.shift = guess;
    Arrays.fill(recent, guess);
  }

  static Difference find(OldIndex index, byte[] raw, long guess) {
    Stretches stretches = new Stretches(index, raw, guess);
    stretches.anchor();
    return stretches.tell();
  }

  private void anchor() {
    anchors.add(new Anchor(0, 0, shift));
    int at = 0;
    while (at < raw.length) {
      int run = run(at, shift);
      if (run >= 8 || run == raw.length - at) {
        extend(at, run);
        at += run;
        continue;
      }
      at = look(at, run);
    }
  }

  private void extend(int at, int run) {
    Anchor last = anchors.get(anchors.size() - 1);
    if (last.shift() == shift) {
      anchors.set(anchors.size() - 1, new Anchor(last.begin(), at + run, shift));
    } else {
      anchors.add(new Anchor(at, at + run, shift));
    }
  }

  /** Where to go on; another place may be in use from there. */
  private int look(int at, int run) {
    for (long other : recent) {
      if (other != shift
          && agreeing(at, other, LOOK) > agreeing(at, shift, LOOK) + GAIN
          && run(at, other) >= 8) {
        use(other);
        return at;
      }
    }
    if (at + OldIndex.KEY <= raw.length) {
      int place = index.find(buffer, at);
      long other = (long) place - at;
      if (place >= 0 && other != shift) {
        int length = run(at, other);
        if (length > agreeing(at, shift, length) + GAIN) {
          use(other);
          return at;
        }
      }
    }
    return at + Math.max(1, run);
  }

  private void use(long other) {
    System.arraycopy(recent, 0, recent, 1, RECENT - 1);
    recent[0] = shift;
    shift = other;
  }

  /** How many bytes from here on agree. */
  private int run(int at, long by) {
    int length = 0;
    while (at + length < raw.length && agrees(at + length, by)) {
      length++;
    }
    return length;
  }

  private int agreeing(int at, long by, int length) {
    int count = 0;
    for (int i = at; i < Math.min(raw.length, at + length); i++) {
      count += agrees(i, by) ? 1 : 0;
    }
    return count;
  }

  private boolean agrees(int at, long by) {
    long place = at + by;
    return place >= 0 && place < index.length() && index.at((int) place) == raw[at];
  }

  private Difference tell() {
    ByteArrayOutputStream steps = new ByteArrayOutputStream();
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    ByteArrayOutputStream literals = new ByteArrayOutputStream();
    long oldAt = 0;
    long middle = 0;
    int begin = 0;
    for (int i = 0; i < anchors.size(); i++) {
      Anchor anchor = anchors.get(i);
      int limit = i + 1 < anchors.size() ? anchors.get(i + 1).begin() : raw.length;
      int end = forward(anchor, limit);
      int next = i + 1 < anchors.size() ? backward(anchors.get(i + 1), end) : raw.length;
      begin = Math.min(begin, end);
      if (end == begin && next == begin) {
        continue;
      }
      long from = end == begin ? oldAt : begin + anchor.shift();
      Varints.writeSigned(steps, from - oldAt);
      Varints.write(steps, end - begin);
      Varints.write(steps, next - end);
      for (int at = begin; at < end; at++) {
        added.write(raw[at] - index.at((int) (at + anchor.shift())));
      }
      literals.write(raw, end, next - end);
      oldAt = from + end - begin;
      middle = end - begin > raw.length / 4 ? anchor.shift() : middle;
      begin = next;
    }
    return new Difference(steps.toByteArray(), added.toByteArray(), literals.toByteArray(), middle);
  }

  /** How far an anchor reaches: as long as more bytes agree than do not. */
  private int forward(Anchor anchor, int limit) {
    int best = anchor.end();
    int score = 0;
    int bestScore = 0;
    for (int at = anchor.end(); at < limit && isInside(at, anchor.shift()); at++) {
      score += agrees(at, anchor.shift()) ? 1 : -1;
      if (score > bestScore) {
        bestScore = score;
        best = at + 1;
      }
    }
    return best;
  }

  /** How far before its begin an anchor reaches. */
  private int backward(Anchor anchor, int limit) {
    int best = anchor.begin();
    int score = 0;
    int bestScore = 0;
    for (int at = anchor.begin() - 1; at >= limit && isInside(at, anchor.shift()); at--) {
      score += agrees(at, anchor.shift()) ? 1 : -1;
      if (score > bestScore) {
        bestScore = score;
        best = at;
      }
    }
    return best;
  }

  private boolean isInside(int at, long by) {
    return at + by >= 0 && at + by < index.length();
  }
}
