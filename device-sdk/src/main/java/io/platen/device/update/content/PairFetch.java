package io.platen.device.update.content;

import io.platen.device.link.LinkFailedException;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.PairBlock;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.PairPack.Block;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/** [PLT-UPD-068] Takes of a pair pack what is right, and complains of nothing. */
final class PairFetch {
  /** After so many wrong blocks it is not the pair pack for this slot. */
  private static final int WRONG = 8;

  private final Downloads downloads;
  private final ContentOrder.Pair pair;
  private final PairPack head;
  private final PairBlock codec;
  private int wrong;

  PairFetch(Downloads downloads, ContentOrder.Pair pair, PairPack head, Slot running)
      throws IOException {
    this.downloads = downloads;
    this.pair = pair;
    this.head = head;
    this.codec = new PairBlock(running::read, Math.min(head.oldLength(), running.size()));
  }

  void fetch(ChunkList list, TargetSlot target, LongConsumer progress)
      throws IOException, InterruptedException {
    try {
      List<Block> blocks = head.blocks(list);
      int next = 0;
      while (next < blocks.size() && wrong < WRONG) {
        if (isDone(blocks.get(next), target)) {
          next++;
        } else {
          next = fetch(blocks, next, list, target, progress);
        }
      }
    } catch (LinkFailedException | ContentException e) {
      // The pack has all that is missing; where no host answers, it is the pack that says so.
    }
  }

  private static boolean isDone(Block block, TargetSlot target) {
    return block.chunks().stream().allMatch(target::isRight);
  }

  /** Takes blocks in a row; returns which comes then. */
  private int fetch(
      List<Block> blocks, int first, ChunkList list, TargetSlot target, LongConsumer progress)
      throws IOException, InterruptedException {
    int end = first;
    while (end < blocks.size() && !isDone(blocks.get(end), target)) {
      end++;
    }
    Block last = blocks.get(end - 1);
    long to = last.offset() + last.length();
    if (to > pair.length()) {
      throw new ContentException("The pair pack is shorter than its blocks");
    }
    try (Downloads.Part part = downloads.part(pair.object(), blocks.get(first).offset(), to)) {
      for (int i = first; i < end && wrong < WRONG; i++) {
        take(blocks.get(i), part.next(blocks.get(i).length()), list, target);
        progress.accept(target.bytesRight());
      }
    }
    return end;
  }

  private void take(Block block, byte[] packed, ChunkList list, TargetSlot target)
      throws IOException {
    byte[] raw;
    try {
      raw = codec.unpack(packed, target.before(block.firstChunk()), block.unpacked());
    } catch (ContentException e) {
      wrong++;
      return;
    }
    int at = 0;
    boolean right = true;
    for (int chunk : block.chunks().stream().toArray()) {
      right &= target.put(chunk, raw, at);
      at += list.length(chunk);
    }
    wrong += right ? 0 : 1;
  }
}
