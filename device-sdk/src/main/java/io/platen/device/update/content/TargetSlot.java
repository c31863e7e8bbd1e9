package io.platen.device.update.content;

import io.platen.device.port.SlotStorage.Slot;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;

/** The slot that an image is written to, and which of its chunks are right already. */
final class TargetSlot {
  private static final int PART = 64 * 1024;

  private final ChunkList list;
  private final Slot slot;
  private final BitSet right = new BitSet();
  private final int[] nextSame;
  private long bytesRight;

  TargetSlot(ChunkList list, Slot slot) {
    this.list = list;
    this.slot = slot;
    this.nextSame = nextSame(list);
  }

  /** For each chunk the next with the same content, or -1. */
  private static int[] nextSame(ChunkList list) {
    int[] next = new int[list.size()];
    int[] last = new int[list.size()];
    Arrays.fill(next, -1);
    for (int chunk = 0; chunk < next.length; chunk++) {
      int first = list.first(chunk);
      if (first != chunk) {
        next[last[first]] = chunk;
      }
      last[first] = chunk;
    }
    return next;
  }

  /** [PLT-UPD-065] Looks which chunks are there, from whatever went before. */
  void lookThrough() throws IOException {
    right.clear();
    bytesRight = 0;
    for (int chunk = 0; chunk < list.size(); chunk++) {
      if (Sha256.of(read(chunk)).equals(list.hash(chunk))) {
        mark(chunk);
      }
    }
    for (int chunk = 0; chunk < list.size(); chunk++) {
      if (right.get(chunk) && isMissingElsewhere(chunk)) {
        put(chunk, read(chunk), 0);
      }
    }
  }

  private boolean isMissingElsewhere(int chunk) {
    for (int place = list.first(chunk); place >= 0; place = nextSame[place]) {
      if (!right.get(place)) {
        return true;
      }
    }
    return false;
  }

  private byte[] read(int chunk) throws IOException {
    byte[] bytes = new byte[list.length(chunk)];
    slot.read(list.offset(chunk), bytes, 0, bytes.length);
    return bytes;
  }

  private void mark(int chunk) {
    right.set(chunk);
    bytesRight += list.length(chunk);
  }

  /**
   * [PLT-UPD-063] Writes a chunk to all places where it belongs and is not yet, when it has the
   * right hash.
   *
   * @return whether it has
   */
  boolean put(int chunk, byte[] bytes, int offset) throws IOException {
    int length = list.length(chunk);
    if (!Sha256.of(bytes, offset, length).equals(list.hash(chunk))) {
      return false;
    }
    for (int place = list.first(chunk); place >= 0; place = nextSame[place]) {
      if (!right.get(place)) {
        slot.write(list.offset(place), bytes, offset, length);
        mark(place);
      }
    }
    return true;
  }

  boolean isRight(int chunk) {
    return right.get(chunk);
  }

  /** The first chunk from this one on that is not there; the number of chunks where all are. */
  int nextMissing(int from) {
    return right.nextClearBit(from);
  }

  boolean isComplete() {
    return nextMissing(0) >= list.size();
  }

  long bytesRight() {
    return bytesRight;
  }

  /** What goes before a chunk: what its packed form refers to. */
  byte[] before(int chunk) throws IOException {
    long from = list.contextOffset(chunk);
    byte[] before = new byte[(int) (list.offset(chunk) - from)];
    slot.read(from, before, 0, before.length);
    return before;
  }

  /** [PLT-UPD-067] Reads all of it again; whether it is the image. */
  boolean isImage() throws IOException {
    slot.end(list.imageLength());
    MessageDigest digest = Sha256.digest();
    byte[] part = new byte[PART];
    for (long at = 0; at < list.imageLength(); at += PART) {
      int length = (int) Math.min(PART, list.imageLength() - at);
      slot.read(at, part, 0, length);
      digest.update(part, 0, length);
    }
    return Sha256.end(digest).equals(list.image());
  }
}
