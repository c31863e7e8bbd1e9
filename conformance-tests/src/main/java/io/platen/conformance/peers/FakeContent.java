package io.platen.conformance.peers;

import io.platen.protocol.content.ChunkCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.PairBlock;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/** Brings the image of one component into the slot that does not run. */
final class FakeContent {
  private final FakeObjects objects;
  private final FakeSlots slots;
  private final Optional<DeviceFault> fault;
  private final Runnable progress;
  private final ChunkCodec codec = new ChunkCodec();

  /**
   * @param progress run after each chunk
   */
  FakeContent(
      FakeObjects objects, FakeSlots slots, Optional<DeviceFault> fault, Runnable progress) {
    this.objects = objects;
    this.slots = slots;
    this.fault = fault;
    this.progress = progress;
  }

  void bring(Release.Component part, Order.Install order) throws IOException, ContentException {
    ChunkList list = list(part);
    byte[] slot = slots.other(part.name(), list.imageLength());
    BitSet taken = new BitSet();
    for (Order.Pair pair : order.pairs()) {
      if (pair.component() == part.name() && pair.old().equals(slots.measure(part.name()))) {
        take(pair.pack(), list, slots.running(part.name()), slot, taken);
      }
    }
    for (int chunk = 0; chunk < list.size(); chunk++) {
      boolean there = isRight(list, chunk, slot) && !has(DeviceFault.FETCHES_WHAT_IT_HAS);
      if (!there && !taken.get(chunk)) {
        fetch(list, chunk, slot);
        progress.run();
      }
    }
    if (has(DeviceFault.WRITES_TO_WHAT_RUNS)) {
      slots.overwrite(part.name(), list.imageLength());
    }
    boolean whole = Sha256.of(slot).toString().equals(part.sha256());
    boolean blind =
        FakeDevice.has(
            fault,
            DeviceFault.BELIEVES_ITS_CHUNKS,
            DeviceFault.ARMS_UNREAD,
            DeviceFault.WRITES_ANY_CHUNK);
    if (!whole && !blind) {
      throw new ContentException("PLT-UPD-067: the slot holds something else");
    }
  }

  private ChunkList list(Release.Component part) throws IOException, ContentException {
    byte[] bytes = objects.part(part.chunks().sha256(), 0, part.chunks().length());
    boolean right = Sha256.of(bytes).toString().equals(part.chunks().sha256());
    Sha256 signed = Sha256.parse(part.chunks().sha256());
    boolean blind = !right && has(DeviceFault.TAKES_ANY_CHUNK_LIST);
    try {
      return ChunkList.read(bytes, part.chunks().length(), blind ? Sha256.of(bytes) : signed);
    } catch (ContentException e) {
      if (has(DeviceFault.TAKES_A_LIST_THAT_CANNOT_BE)) {
        objects.part("0".repeat(64), 0, 1);
      }
      throw e;
    }
  }

  /** Of a pair pack, what is right. */
  private void take(Release.Bytes pack, ChunkList list, byte[] old, byte[] slot, BitSet taken)
      throws IOException, ContentException {
    byte[] all = objects.part(pack.sha256(), 0, pack.length());
    PairPack pair = PairPack.read(Arrays.copyOf(all, PairPack.headLength(all)));
    PairBlock unpacker =
        new PairBlock(
            (at, into, offset, length) -> System.arraycopy(old, (int) at, into, offset, length),
            old.length);
    for (PairPack.Block each : pair.blocks(list)) {
      int from = (int) each.offset();
      byte[] packed = Arrays.copyOfRange(all, from, from + each.length());
      try {
        byte[] raw =
            unpacker.unpack(packed, before(list, each.firstChunk(), slot), each.unpacked());
        put(list, each, raw, slot, taken);
      } catch (ContentException e) {
        if (has(DeviceFault.GIVES_UP_AT_A_WRONG_BLOCK)) {
          throw e;
        }
        put(list, each, new byte[each.unpacked()], slot, taken);
      }
    }
  }

  private void put(ChunkList list, PairPack.Block block, byte[] raw, byte[] slot, BitSet taken) {
    byte[] before = slot.clone();
    int at = 0;
    boolean right = true;
    for (int chunk : block.chunks().stream().toArray()) {
      System.arraycopy(raw, at, slot, (int) list.offset(chunk), list.length(chunk));
      right &= isRight(list, chunk, slot);
      at += list.length(chunk);
    }
    if (right || has(DeviceFault.TAKES_BLOCKS_UNSEEN)) {
      taken.or(block.chunks());
    } else {
      System.arraycopy(before, 0, slot, 0, before.length);
    }
  }

  private void fetch(ChunkList list, int chunk, byte[] slot) throws IOException, ContentException {
    String pack = list.pack().toString();
    for (int first = list.first(chunk); ; objects.wasWrong(pack)) {
      long from = list.packOffset(first);
      byte[] packed = objects.part(pack, from, from + list.packedLength(first));
      if (isPut(list, chunk, packed, slot)) {
        return;
      }
    }
  }

  private boolean isPut(ChunkList list, int chunk, byte[] packed, byte[] slot) {
    int length = list.length(chunk);
    int most = has(DeviceFault.UNPACKS_TO_THE_END) ? length + 1024 : length;
    try {
      byte[] raw = codec.unpack(packed, before(list, list.first(chunk), slot), most);
      boolean right = Sha256.of(raw).equals(list.hash(chunk));
      if (right || has(DeviceFault.WRITES_ANY_CHUNK)) {
        System.arraycopy(raw, 0, slot, (int) list.offset(chunk), length);
      }
      return right || has(DeviceFault.WRITES_ANY_CHUNK);
    } catch (ContentException e) {
      return has(DeviceFault.WRITES_ANY_CHUNK);
    }
  }

  private static byte[] before(ChunkList list, int chunk, byte[] slot) {
    return Arrays.copyOfRange(slot, (int) list.contextOffset(chunk), (int) list.offset(chunk));
  }

  private static boolean isRight(ChunkList list, int chunk, byte[] slot) {
    return Sha256.of(slot, (int) list.offset(chunk), list.length(chunk)).equals(list.hash(chunk));
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
