package io.platen.protocol.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the pair pack from one image to another: for the release desk and the server. Both images
 * are buffers, best mapped files; beside them it holds the pack and at most 64 MB.
 */
public final class PairMaker {
  /** What a block should have at most. */
  private static final int LARGE = 8 * 1024;

  /** Differences that are so much smaller than what they tell are not tried in another way. */
  private static final int WELL_TOLD = 20;

  private final ByteBuffer old;
  private final ByteBuffer image;
  private final ChunkList list;
  private final Map<Sha256, Long> oldPlaces = new HashMap<>();
  private final PairPack.Columns columns = new PairPack.Columns();
  private final List<Made> blocks = new ArrayList<>();
  private final PairBlock codec;
  private long known;
  private long guess;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Made(BitSet chunks, byte[] bytes) {}

  private PairMaker(ByteBuffer old, ByteBuffer image, ChunkList list) {
    this.old = old.duplicate();
    this.image = image.duplicate();
    this.list = list;
    this.codec = new PairBlock(bytes(this.old), old.limit());
  }

  private static ImageBytes bytes(ByteBuffer buffer) {
    return (at, into, offset, length) -> buffer.get((int) at, into, offset, length);
  }

  /**
   * @param list the chunk list of the new image
   * @param pair the pair pack is written to it; it stays open
   */
  public static void make(ByteBuffer old, ByteBuffer image, ChunkList list, OutputStream pair)
      throws IOException {
    new PairMaker(old, image, list).write(pair);
  }

  private void write(OutputStream pair) throws IOException {
    new Chunker(list.chunking()).cut(bytes(old), old.limit(), this::know);
    OldIndex places = new OldIndex(old);
    for (BitSet chunks : groups()) {
      add(places, chunks);
    }
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    int after = 0;
    for (Made block : blocks) {
      PairPack.writeEntry(index, block.bytes().length, block.chunks(), after);
      after = block.chunks().length();
    }
    pair.write(PairPack.head(list, old.limit(), list.chunking(), columns, index.toByteArray()));
    for (Made block : blocks) {
      pair.write(block.bytes());
    }
  }

  private void know(byte[] bytes, int offset, int length) {
    oldPlaces.putIfAbsent(Sha256.of(bytes, offset, length), known);
    known += length;
    columns.take(bytes, offset, length);
  }

  /** The chunks that the old image lacks, in blocks. */
  private List<BitSet> groups() {
    List<BitSet> groups = new ArrayList<>();
    BitSet group = new BitSet();
    int size = 0;
    for (int chunk = 0; chunk < list.size(); chunk++) {
      if (list.first(chunk) != chunk || oldPlaces.containsKey(list.hash(chunk))) {
        continue;
      }
      if (size > 0 && size + list.length(chunk) > PairBlock.MOST_BYTES) {
        groups.add(group);
        group = new BitSet();
        size = 0;
      }
      group.set(chunk);
      size += list.length(chunk);
    }
    if (size > 0) {
      groups.add(group);
    }
    return groups;
  }

  /**
   * A block that came out large is made as two: what is lost when a fetch breaks off is a block.
   */
  private void add(OldIndex places, BitSet chunks) throws IOException {
    byte[] bytes = block(places, chunks);
    if (bytes.length <= LARGE || chunks.cardinality() == 1) {
      blocks.add(new Made(chunks, bytes));
      return;
    }
    BitSet rest = (BitSet) chunks.clone();
    BitSet begin = new BitSet();
    while (begin.cardinality() < rest.cardinality()) {
      int first = rest.nextSetBit(0);
      rest.clear(first);
      begin.set(first);
    }
    add(places, begin);
    add(places, rest);
  }

  private byte[] block(OldIndex places, BitSet chunks) throws IOException {
    int first = chunks.nextSetBit(0);
    byte[] raw = raw(chunks);
    byte[] before = before(first);
    Stretches.Difference difference = Stretches.find(places, raw, guess(first));
    byte[] bytes = codec.packDifference(difference, before);
    if (bytes.length < raw.length / WELL_TOLD) {
      return bytes;
    }
    int size = Math.min(PairBlock.MOST_WINDOW, old.limit());
    long middle = difference.middle() + raw.length / 2;
    long from = Math.max(0, Math.min(old.limit() - size, middle - size / 2));
    byte[] window = codec.packWindow(raw, before, from, size);
    return window.length < bytes.length ? window : bytes;
  }

  /** How much further in the old image the chunk before this one is. */
  private long guess(int chunk) {
    if (chunk > 0) {
      Long place = oldPlaces.get(list.hash(chunk - 1));
      guess = place == null ? guess : place + list.length(chunk - 1);
    }
    return guess;
  }

  private byte[] raw(BitSet chunks) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    chunks.stream()
        .forEach(
            chunk -> {
              byte[] bytes = new byte[list.length(chunk)];
              image.get((int) list.offset(chunk), bytes);
              raw.writeBytes(bytes);
            });
    return raw.toByteArray();
  }

  private byte[] before(int chunk) {
    long from = list.contextOffset(chunk);
    byte[] before = new byte[(int) (list.offset(chunk) - from)];
    image.get((int) from, before);
    return before;
  }
}
