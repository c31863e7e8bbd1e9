package io.platen.reference.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What is in a file, and what of it is not on the disk yet. */
final class TornFile {
  private static final int SECTOR = 512;

  private byte[] octets = new byte[0];
  private int size;
  private boolean locked;
  private final List<Change> unsynced = new ArrayList<>();

  /**
   * Octets that came to lie at a place; none of them where the file was cut off there.
   *
   * @param before what was there, as far as anything was
   * @param sizeBefore of the file
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Change(int at, byte[] after, byte[] before, int sizeBefore) {
    boolean cutsOff() {
      return after.length == 0;
    }
  }

  byte[] content() {
    return Arrays.copyOf(octets, size);
  }

  int size() {
    return size;
  }

  int read(ByteBuffer target, int at) {
    if (at >= size) {
      return -1;
    }
    int length = Math.min(target.remaining(), size - at);
    target.put(octets, at, length);
    return length;
  }

  /** Writes at a place. */
  void write(int at, byte[] more) {
    if (more.length > 0) {
      int known = Math.max(0, Math.min(size, at + more.length) - at);
      byte[] before = known == 0 ? new byte[0] : Arrays.copyOfRange(octets, at, at + known);
      unsynced.add(new Change(at, more, before, size));
      put(at, more);
    }
  }

  void truncate(int to) {
    if (to < size) {
      unsynced.add(new Change(to, new byte[0], Arrays.copyOfRange(octets, to, size), size));
      cutOff(to);
    }
  }

  private void put(int at, byte[] more) {
    int end = at + more.length;
    if (end > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(end, octets.length * 2));
    }
    System.arraycopy(more, 0, octets, at, more.length);
    size = Math.max(size, end);
  }

  private void cutOff(int to) {
    if (to < size) {
      Arrays.fill(octets, to, size, (byte) 0);
      size = to;
    }
  }

  void sync() {
    unsynced.clear();
  }

  boolean lock() {
    boolean free = !locked;
    locked = true;
    return free;
  }

  void unlock() {
    locked = false;
  }

  /** The power has gone: what was not synced is there, or not, or in part. */
  void tear(Draw draw) {
    locked = false;
    List<Change> changes = new ArrayList<>(unsynced);
    unsynced.clear();
    if (changes.isEmpty()) {
      return;
    }
    List<Change> backwards = new ArrayList<>(changes);
    Collections.reverse(backwards);
    backwards.forEach(this::undo);
    int kept = (int) ((changes.size() + 1) * draw.nextDouble());
    switch (draw.number(0, 5)) {
      case 0 -> changes.subList(0, kept).forEach(this::redo);
      case 1 -> {
        changes.subList(0, kept).forEach(this::redo);
        changes.stream().skip(kept).findFirst().ifPresent(each -> half(each, draw));
      }
      case 2 -> changes.stream().filter(each -> draw.happens(0.5)).forEach(this::redo);
      case 3 -> changes.forEach(each -> sectors(each, draw));
      default -> changes.forEach(this::zeros);
    }
  }

  private void undo(Change change) {
    if (change.before().length > 0) {
      put(change.at(), change.before());
    }
    cutOff(change.sizeBefore());
  }

  private void redo(Change change) {
    if (change.cutsOff()) {
      cutOff(change.at());
    } else {
      put(change.at(), change.after());
    }
  }

  private void half(Change change, Draw draw) {
    if (!change.cutsOff()) {
      int left = (int) (change.after().length * draw.nextDouble());
      put(change.at(), Arrays.copyOf(change.after(), left));
    }
  }

  private void sectors(Change change, Draw draw) {
    if (change.cutsOff()) {
      redo(change);
      return;
    }
    int end = change.at() + change.after().length;
    for (int from = change.at(), to; from < end; from = to) {
      to = Math.min(end, (from / SECTOR + 1) * SECTOR);
      if (draw.happens(0.5)) {
        put(from, Arrays.copyOfRange(change.after(), from - change.at(), to - change.at()));
      }
    }
  }

  /** The size came onto the disk and the octets did not. */
  private void zeros(Change change) {
    int end = change.at() + change.after().length;
    if (!change.cutsOff() && end > size) {
      put(size, new byte[end - size]);
    }
  }
}
