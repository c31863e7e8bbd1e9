package io.platen.protocol.content;

import io.platen.protocol.Limit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The head of a pair pack: which chunk list it leads to from which old image, that list itself, and
 * which block holds which chunks. The blocks follow it. Nobody signs a pair pack: what it gives is
 * compared with the signed list.
 */
public final class PairPack {
  /** Of bytes of the part with a fixed length, which says how long the whole head is. */
  public static final int START = 8 + 1 + 4 + 4 + 8 + 12 + Sha256.BYTES;

  /** Of bytes in the longest head. */
  public static final int MOST_HEAD = (int) Limit.PAIR_HEAD_BYTES.value();

  private static final byte[] MAGIC = "PLATENPP".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;

  private final byte[] head;
  private final int listLength;
  private final int indexLength;
  private final long oldLength;
  private final Chunking chunking;
  private final Sha256 list;

  private PairPack(byte[] head) throws ContentException {
    this.head = head;
    ByteBuffer start = ByteBuffer.wrap(head);
    if (head.length < START || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new ContentException("This is no pair pack");
    }
    if (head[MAGIC.length] != FORMAT) {
      throw new ContentException("The pair pack is of another format");
    }
    start.position(MAGIC.length + 1);
    this.listLength = start.getInt();
    this.indexLength = start.getInt();
    this.oldLength = start.getLong();
    try {
      this.chunking = new Chunking(start.getInt(), start.getInt(), start.getInt());
    } catch (IllegalArgumentException e) {
      throw new ContentException("The pair pack cannot be used: " + e.getMessage(), e);
    }
    this.list = Sha256.read(head, start.position());
    if (listLength < 0
        || indexLength < 0
        || oldLength < 0
        || START + (long) listLength + indexLength > MOST_HEAD) {
      throw new ContentException("The head of the pair pack is too long");
    }
  }

  /**
   * Reads how long the whole head is from its first {@link #START} bytes.
   *
   * @throws ContentException when it is no pair pack, or one with too long a head
   */
  public static int headLength(byte[] start) throws ContentException {
    PairPack pack = new PairPack(Arrays.copyOf(start, Math.min(start.length, START)));
    return START + pack.listLength + pack.indexLength;
  }

  /**
   * Reads a whole head.
   *
   * @throws ContentException when it is none
   */
  public static PairPack read(byte[] head) throws ContentException {
    PairPack pack = new PairPack(head.clone());
    if (head.length != START + pack.listLength + pack.indexLength) {
      throw new ContentException("The head of the pair pack is cut off");
    }
    return pack;
  }

  /** The SHA-256 of the chunk list that it leads to. */
  public Sha256 list() {
    return list;
  }

  /** How much of the old slot it refers to. */
  public long oldLength() {
    return oldLength;
  }

  /** How the old image is cut, so that its chunks help to unpack the list. */
  public Chunking chunking() {
    return chunking;
  }

  /** Where the blocks begin. */
  public int headLength() {
    return head.length;
  }

  /**
   * The bytes of the chunk list. Whether they are right only its signed hash can say.
   *
   * @param old the chunks of the old image, cut by {@link #chunking}
   * @param length as signed; never more is unpacked
   */
  public byte[] unpackList(Columns old, int length) throws ContentException {
    return new Lzma().unpack(head, START, START + listLength, old.bytes(), length);
  }

  /** Hashes and lengths of chunks in their order. */
  public static final class Columns implements Chunker.Taker {
    private final ChunkList.Builder chunks = new ChunkList.Builder(Chunking.DEFAULT, 0);

    @Override
    public void take(byte[] bytes, int offset, int length) {
      chunks.add(Sha256.of(bytes, offset, length), length, 0);
    }

    byte[] bytes() {
      return chunks.columns();
    }
  }

  /**
   * Where a block is and what it holds.
   *
   * @param offset from the begin of the pair pack
   * @param length in bytes
   * @param chunks of the new list, in their order
   * @param unpacked how many bytes these are
   */
  public record Block(long offset, int length, BitSet chunks, int unpacked) {
    public Block {
      chunks = (BitSet) chunks.clone();
    }

    @Override
    public BitSet chunks() {
      return (BitSet) chunks.clone();
    }

    public int firstChunk() {
      return chunks.nextSetBit(0);
    }
  }

  /**
   * The blocks in their order.
   *
   * @throws ContentException when they do not fit the list
   */
  public List<Block> blocks(ChunkList of) throws ContentException {
    Varints index = new Varints(head, START + listLength, head.length);
    List<Block> blocks = new ArrayList<>();
    long offset = head.length;
    int chunk = 0;
    while (index.hasNext()) {
      int length = index.next(PairBlock.MOST_BYTES * 2);
      int runs = index.next(of.size());
      BitSet chunks = new BitSet();
      long unpacked = 0;
      for (int run = 0; run < runs; run++) {
        int from = chunk + index.next(of.size() - chunk);
        chunk = from + index.next(of.size() - from);
        chunks.set(from, chunk);
        unpacked += of.offset(chunk) - of.offset(from);
      }
      if (chunks.isEmpty() || unpacked > PairBlock.MOST_BYTES) {
        throw new ContentException("A block of the pair pack is empty or too large");
      }
      blocks.add(new Block(offset, length, chunks, (int) unpacked));
      offset += length;
    }
    return List.copyOf(blocks);
  }

  /** Makes the head. */
  static byte[] head(ChunkList list, long oldLength, Chunking chunking, Columns old, byte[] index) {
    byte[] bytes = list.bytes();
    byte[] packed = new Lzma().pack(bytes, old.bytes(), Lzma.TEXT);
    ByteBuffer head = ByteBuffer.allocate(START + packed.length + index.length);
    head.put(MAGIC).put((byte) FORMAT).putInt(packed.length).putInt(index.length);
    head.putLong(oldLength);
    head.putInt(chunking.least()).putInt(chunking.mean()).putInt(chunking.most());
    byte[] hash = new byte[Sha256.BYTES];
    Sha256.of(bytes).write(hash, 0);
    head.put(hash).put(packed).put(index);
    return head.array();
  }

  /** Writes the entry of one block into an index. */
  static void writeEntry(ByteArrayOutputStream index, int length, BitSet chunks, int after) {
    Varints.write(index, length);
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    int count = 0;
    int at = after;
    for (int from = chunks.nextSetBit(0); from >= 0; from = chunks.nextSetBit(at)) {
      Varints.write(runs, from - at);
      at = chunks.nextClearBit(from);
      Varints.write(runs, at - from);
      count++;
    }
    Varints.write(index, count);
    index.writeBytes(runs.toByteArray());
  }
}
