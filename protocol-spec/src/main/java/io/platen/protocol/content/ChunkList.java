package io.platen.protocol.content;

import io.platen.protocol.Limit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * [PLT-UPD-061] What an image consists of, chunk by chunk in their order, and where each lies in
 * the pack. Whoever has the length and the SHA-256 of a list from signed metadata can check each
 * chunk by itself. Compact: 38 bytes a chunk on the wire, about 80 in memory.
 */
public final class ChunkList {
  /** Of chunks in one list. */
  public static final int MOST_CHUNKS = (int) Limit.CHUNKS.value();

  /** Of bytes before a chunk that its packed form may refer to. */
  public static final int MOST_CONTEXT = (int) Limit.CONTEXT_BYTES.value();

  private static final byte[] MAGIC = "PLATENCL".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int HEAD = MAGIC.length + 1 + 16 + 8 + Sha256.BYTES + 8 + Sha256.BYTES + 4;
  private static final int ENTRY = Sha256.BYTES + 3 + 3;

  /** Of bytes in the longest list. */
  public static final int MOST_BYTES = HEAD + MOST_CHUNKS * ENTRY;

  private final byte[] bytes;
  private final Chunking chunking;
  private final int context;
  private final long imageLength;
  private final Sha256 image;
  private final long packLength;
  private final Sha256 pack;
  private final int size;
  private final long[] offsets;
  private final long[] packOffsets;
  private final int[] firsts;

  private ChunkList(byte[] bytes) throws ContentException {
    this.bytes = bytes;
    ByteBuffer head = ByteBuffer.wrap(bytes);
    check(bytes.length >= HEAD, "shorter than its head");
    check(Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length), "something else");
    check(bytes[MAGIC.length] == FORMAT, "of another format");
    head.position(MAGIC.length + 1);
    this.chunking = chunking(head.getInt(), head.getInt(), head.getInt());
    this.context = head.getInt();
    this.imageLength = head.getLong();
    this.image = sha(head);
    this.packLength = head.getLong();
    this.pack = sha(head);
    this.size = head.getInt();
    check(context >= 0 && context <= MOST_CONTEXT, "with a context of " + context);
    check(size >= 0 && size <= MOST_CHUNKS, "of " + size + " chunks");
    check(bytes.length == HEAD + (long) size * ENTRY, "of " + bytes.length + " bytes");
    this.offsets = new long[size + 1];
    this.packOffsets = new long[size + 1];
    this.firsts = new int[size];
    place();
  }

  /**
   * Reads a list. [PLT-UPD-060] Its length and its hash are looked at first.
   *
   * @param length as signed metadata gives it, in bytes
   * @throws ContentException when it is another list or none, or contradicts itself
   */
  public static ChunkList read(byte[] bytes, long length, Sha256 hash) throws ContentException {
    check(bytes.length == length && Sha256.of(bytes).equals(hash), "not the one that was signed");
    return new ChunkList(bytes.clone());
  }

  private static Sha256 sha(ByteBuffer head) {
    byte[] sha = new byte[Sha256.BYTES];
    head.get(sha);
    return Sha256.read(sha, 0);
  }

  private static Chunking chunking(int least, int mean, int most) throws ContentException {
    try {
      return new Chunking(least, mean, most);
    } catch (IllegalArgumentException e) {
      throw new ContentException("The chunk list cannot be used: " + e.getMessage(), e);
    }
  }

  private static void check(boolean right, String what) throws ContentException {
    if (!right) {
      throw new ContentException("The chunk list is " + what);
    }
  }

  /** Where chunks lie follows from their lengths. */
  private void place() throws ContentException {
    int[] table = new int[Integer.highestOneBit(Math.max(4, size)) * 4];
    for (int i = 0; i < size; i++) {
      int length = length(i);
      check(length > 0 && length <= chunking.most(), "with a chunk of " + length + " bytes");
      offsets[i + 1] = offsets[i] + length;
      packOffsets[i + 1] = packOffsets[i] + packedLength(i);
      firsts[i] = enter(table, i);
      boolean again = firsts[i] != i;
      check(!again || length(firsts[i]) == length, "with two lengths of one chunk");
      check(again == (packedLength(i) == 0), "with a chunk packed twice or never");
      check(packedLength(i) <= length + 1, "with a chunk that grew when it was packed");
    }
    check(offsets[size] == imageLength, "not as long as its image");
    check(packOffsets[size] == packLength, "not as long as its pack");
  }

  /** The first chunk of the same content. */
  private int enter(int[] table, int chunk) {
    int slot = (int) hash(chunk).head() & (table.length - 1);
    while (table[slot] != 0) {
      int other = table[slot] - 1;
      if (isSame(other, chunk)) {
        return other;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = chunk + 1;
    return chunk;
  }

  private boolean isSame(int one, int other) {
    int first = HEAD + one * Sha256.BYTES;
    int second = HEAD + other * Sha256.BYTES;
    return Arrays.equals(bytes, first, first + Sha256.BYTES, bytes, second, second + Sha256.BYTES);
  }

  private int threeBytes(int column, int chunk) {
    int at = HEAD + size * (Sha256.BYTES + column * 3) + chunk * 3;
    return ((bytes[at] & 0xff) << 16) | ((bytes[at + 1] & 0xff) << 8) | (bytes[at + 2] & 0xff);
  }

  /** Of chunks. */
  public int size() {
    return size;
  }

  public Sha256 hash(int chunk) {
    return Sha256.read(bytes, HEAD + chunk * Sha256.BYTES);
  }

  /** In bytes. */
  public int length(int chunk) {
    return threeBytes(0, chunk);
  }

  /** Where it begins in the image; for the number of chunks, the image's length. */
  public long offset(int chunk) {
    return offsets[chunk];
  }

  /** The first chunk with the same content; itself for most. */
  public int first(int chunk) {
    return firsts[chunk];
  }

  /** In bytes; 0 where a chunk before has the same content. */
  public int packedLength(int chunk) {
    return threeBytes(1, chunk);
  }

  /** Where it begins in the pack. */
  public long packOffset(int chunk) {
    return packOffsets[chunk];
  }

  public Chunking chunking() {
    return chunking;
  }

  /** How many bytes before a chunk its packed form may refer to. */
  public int context() {
    return context;
  }

  /** Where the context of a chunk begins in the image. */
  public long contextOffset(int chunk) {
    return Math.max(0, offsets[chunk] - context);
  }

  /** What a device fetches that has an image of {@code other}, without a pair pack, in bytes. */
  public long bytesBeside(ChunkList other) {
    Set<Sha256> known = new HashSet<>();
    for (int chunk = 0; chunk < other.size; chunk++) {
      known.add(other.hash(chunk));
    }
    long sum = bytes.length;
    for (int chunk = 0; chunk < size; chunk++) {
      sum += known.contains(hash(chunk)) ? 0 : packedLength(chunk);
    }
    return sum;
  }

  public long imageLength() {
    return imageLength;
  }

  /** Of the whole image. */
  public Sha256 image() {
    return image;
  }

  public long packLength() {
    return packLength;
  }

  /** The name of the pack. */
  public Sha256 pack() {
    return pack;
  }

  /** As it is signed and sent. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** What a maker has found out; makes the list of it. */
  static final class Builder {
    private final Chunking chunking;
    private final int context;
    private byte[] hashes = new byte[1024 * Sha256.BYTES];
    private int[] lengths = new int[1024];
    private int[] packed = new int[1024];
    private int size;

    Builder(Chunking chunking, int context) {
      this.chunking = chunking;
      this.context = context;
    }

    void add(Sha256 hash, int length, int packedLength) {
      if (size == lengths.length) {
        hashes = Arrays.copyOf(hashes, hashes.length * 2);
        lengths = Arrays.copyOf(lengths, size * 2);
        packed = Arrays.copyOf(packed, size * 2);
      }
      hash.write(hashes, size * Sha256.BYTES);
      lengths[size] = length;
      packed[size] = packedLength;
      size++;
    }

    ChunkList build(long imageLength, Sha256 image, long packLength, Sha256 pack)
        throws ContentException {
      ByteBuffer list = ByteBuffer.allocate(HEAD + size * ENTRY);
      list.put(MAGIC).put((byte) FORMAT);
      list.putInt(chunking.least()).putInt(chunking.mean()).putInt(chunking.most());
      list.putInt(context).putLong(imageLength);
      put(list, image);
      list.putLong(packLength);
      put(list, pack);
      list.putInt(size).put(hashes, 0, size * Sha256.BYTES);
      putThreeBytes(list, lengths);
      putThreeBytes(list, packed);
      return new ChunkList(list.array());
    }

    private static void put(ByteBuffer list, Sha256 hash) {
      byte[] bytes = new byte[Sha256.BYTES];
      hash.write(bytes, 0);
      list.put(bytes);
    }

    private void putThreeBytes(ByteBuffer list, int[] column) {
      for (int i = 0; i < size; i++) {
        list.put((byte) (column[i] >> 16)).putShort((short) column[i]);
      }
    }

    /** The columns of hashes and lengths: what a list is unpacked against in a pair pack. */
    byte[] columns() {
      ByteBuffer columns = ByteBuffer.allocate(size * (Sha256.BYTES + 3));
      columns.put(hashes, 0, size * Sha256.BYTES);
      putThreeBytes(columns, lengths);
      return columns.array();
    }
  }
}
