package io.platen.protocol.content;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Cuts an image into chunks, packs them, and lists them: for the release desk. */
public final class PackMaker {
  /** How far back packed chunks look where the desk is not told otherwise. */
  public static final int CONTEXT = 256 * 1024;

  private final ChunkList.Builder list;
  private final int context;
  private final OutputStream pack;
  private final ChunkCodec codec = new ChunkCodec();
  private final MessageDigest imageDigest = Sha256.digest();
  private final MessageDigest packDigest = Sha256.digest();
  private final Set<Sha256> known = new HashSet<>();
  private byte[] before = new byte[0];
  private long packLength;

  private PackMaker(Chunking chunking, int context, OutputStream pack) {
    this.list = new ChunkList.Builder(chunking, context);
    this.context = context;
    this.pack = pack;
  }

  /**
   * @param pack the pack is written to it; it stays open
   * @throws ContentException when the image has too many chunks for one list
   */
  public static ChunkList make(ImageBytes image, long length, OutputStream pack)
      throws IOException {
    return make(image, length, Chunking.DEFAULT, CONTEXT, pack);
  }

  /** The same, cut and packed in another way. */
  public static ChunkList make(
      ImageBytes image, long length, Chunking chunking, int context, OutputStream pack)
      throws IOException {
    PackMaker maker = new PackMaker(chunking, context, pack);
    new Chunker(chunking).cut(image, length, maker::add);
    return maker.list.build(
        length, Sha256.end(maker.imageDigest), maker.packLength, Sha256.end(maker.packDigest));
  }

  private void add(byte[] bytes, int offset, int length) throws IOException {
    imageDigest.update(bytes, offset, length);
    byte[] raw = Arrays.copyOfRange(bytes, offset, offset + length);
    Sha256 hash = Sha256.of(raw);
    list.add(hash, length, known.add(hash) ? pack(raw) : 0);
    before = tail(before, raw, context);
  }

  private int pack(byte[] raw) throws IOException {
    byte[] packed = codec.pack(raw, before);
    packDigest.update(packed);
    pack.write(packed);
    packLength += packed.length;
    return packed.length;
  }

  private static byte[] tail(byte[] before, byte[] raw, int most) {
    int length = Math.min(most, before.length + raw.length);
    byte[] tail = new byte[length];
    int fromRaw = Math.min(length, raw.length);
    System.arraycopy(raw, raw.length - fromRaw, tail, length - fromRaw, fromRaw);
    int rest = length - fromRaw;
    System.arraycopy(before, before.length - rest, tail, 0, rest);
    return tail;
  }
}
