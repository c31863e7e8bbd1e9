package io.platen.device.update.content;

import io.platen.device.port.SlotStorage.Slot;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Chunker;
import io.platen.protocol.content.Chunking;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.Sha256;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The slot that runs: which chunks it has, and where. */
final class OldSlot {
  private final Slot slot;
  private final long length;
  private final Map<Sha256, Long> places = new HashMap<>();
  private final PairPack.Columns columns = new PairPack.Columns();
  private long cut;

  private OldSlot(Slot slot, long length) {
    this.slot = slot;
    this.length = length;
  }

  /**
   * Reads and cuts it all.
   *
   * @param length how much of it counts
   */
  static OldSlot read(Slot slot, long length, Chunking chunking) throws IOException {
    OldSlot old = new OldSlot(slot, length);
    new Chunker(chunking).cut(slot::read, length, old::take);
    return old;
  }

  private void take(byte[] bytes, int offset, int size) {
    if (places.size() < ChunkList.MOST_CHUNKS) {
      places.putIfAbsent(Sha256.of(bytes, offset, size), cut);
    }
    columns.take(bytes, offset, size);
    cut += size;
  }

  Slot slot() {
    return slot;
  }

  long length() {
    return length;
  }

  /** What a chunk list in a pair pack is unpacked against. */
  PairPack.Columns columns() {
    return columns;
  }

  /** [PLT-UPD-066] Writes to the target what both have. */
  void seed(ChunkList list, TargetSlot target) throws IOException {
    for (int chunk = target.nextMissing(0);
        chunk < list.size();
        chunk = target.nextMissing(chunk + 1)) {
      Long place = places.get(list.hash(chunk));
      if (place != null && place + list.length(chunk) <= length) {
        byte[] bytes = new byte[list.length(chunk)];
        slot.read(place, bytes, 0, bytes.length);
        target.put(chunk, bytes, 0);
      }
    }
  }
}
