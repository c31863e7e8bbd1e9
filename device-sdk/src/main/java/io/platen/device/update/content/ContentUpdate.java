package io.platen.device.update.content;

import io.platen.device.port.SlotStorage.Slot;
import io.platen.device.port.Storage;
import io.platen.protocol.content.ChunkCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.PairPack;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings an image into a slot, from wherever the least must be fetched. It may end at any place, by
 * an exception or a loss of power; called again, it goes on. It holds a few hundred kilobytes, and
 * about 200 bytes for each chunk of the list.
 */
public final class ContentUpdate {
  /** Parts of the pack that lie nearer to each other are asked for as one. */
  private static final int NEAR = 1024;

  private static final int MOST_AT_ONCE = 4 * 1024 * 1024;

  private final Downloads downloads;
  private final ListStore lists;
  private final ChunkCodec codec = new ChunkCodec();

  /**
   * @param storage keeps the chunk list and the head of a pair pack, so that they are fetched once
   */
  public ContentUpdate(Downloads downloads, Storage storage) {
    this.downloads = downloads;
    this.lists = new ListStore(storage, downloads);
  }

  /**
   * Returns when the slot has the image, as it was read back. It asks nothing of it onto the
   * medium: whoever relies on it does, and must not take a failure of that for one of the network.
   *
   * @param running the slot that runs, of which much may be the same
   * @param progress hears how many bytes of the image are in the slot
   * @throws ContentException when it cannot be had as it was signed
   * @throws IOException when hosts, the network, the budget, the deadline or a slot end it for now
   */
  public void bring(ContentOrder order, Slot into, Slot running, LongConsumer progress)
      throws IOException, InterruptedException {
    // Step 1: the chunk list. Where a pair pack has it, the old slot helps to unpack it.
    Optional<PairPack> pair = lists.pair(order);
    OldSlot old = null;
    Optional<ChunkList> stored = lists.stored(order);
    if (stored.isEmpty() && pair.isPresent()) {
      old = lists.cut(running, pair.get());
      stored = lists.unpack(order, pair.get(), old);
    }
    ChunkList list = stored.isPresent() ? stored.get() : lists.fetch(order);
    // Step 2: [PLT-UPD-062] before anything of it is fetched.
    if (list.imageLength() > into.size()) {
      throw new ContentException(
          "The image has " + list.imageLength() + " bytes, but its slot only " + into.size());
    }
    // Step 3: what is there. [PLT-UPD-065]
    TargetSlot target = new TargetSlot(list, into);
    target.lookThrough();
    progress.accept(target.bytesRight());
    // Step 4: what the running slot has. [PLT-UPD-066]
    if (!target.isComplete()) {
      if (old == null) {
        old = OldSlot.read(running, running.size(), list.chunking());
      }
      old.seed(list, target);
      progress.accept(target.bytesRight());
    }
    // Step 5: what is like something that the running slot has. [PLT-UPD-068]
    if (pair.isPresent() && !target.isComplete()) {
      new PairFetch(downloads, order.pair().orElseThrow(), pair.get(), running)
          .fetch(list, target, progress);
    }
    // Step 6: what is left, from the pack.
    fetch(list, target, progress);
    // Step 7: all of it once more. [PLT-UPD-067]
    if (!target.isImage()) {
      throw new IOException("The slot gives back something else than was written to it");
    }
  }

  private void fetch(ChunkList list, TargetSlot target, LongConsumer progress)
      throws IOException, InterruptedException {
    int chunk = target.nextMissing(0);
    while (chunk < list.size()) {
      int end = end(list, target, chunk);
      try (Downloads.Part part =
          downloads.part(list.pack(), list.packOffset(chunk), list.packOffset(end))) {
        for (; chunk < end; chunk++) {
          if (list.packedLength(chunk) > 0) {
            fetch(list, target, chunk, part);
            progress.accept(target.bytesRight());
          }
        }
      }
      if (target.nextMissing(0) < chunk) {
        throw new IOException("The slot gives back something else than was written to it");
      }
      chunk = target.nextMissing(chunk);
    }
  }

  /** The chunk after the last that is fetched with this one. */
  private static int end(ChunkList list, TargetSlot target, int first) {
    int end = first + 1;
    while (true) {
      int next = target.nextMissing(end);
      if (next >= list.size()
          || list.packOffset(next) - list.packOffset(end) > NEAR
          || list.packOffset(next + 1) - list.packOffset(first) > MOST_AT_ONCE) {
        return end;
      }
      end = next + 1;
    }
  }

  private void fetch(ChunkList list, TargetSlot target, int chunk, Downloads.Part part)
      throws IOException, InterruptedException {
    while (true) {
      byte[] packed = part.next(list.packedLength(chunk));
      if (target.isRight(chunk) || isPut(list, target, chunk, packed)) {
        return;
      }
      part.wasWrong(list.packOffset(chunk));
    }
  }

  private boolean isPut(ChunkList list, TargetSlot target, int chunk, byte[] packed)
      throws IOException {
    byte[] raw;
    try {
      raw = codec.unpack(packed, target.before(chunk), list.length(chunk));
    } catch (ContentException e) {
      return false;
    }
    return target.put(chunk, raw, 0);
  }
}
