package io.platen.protocol.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the test vectors of content: a small image and one before it, and all that leads from the
 * one to the other, of each kind one. Each broken file is named after what refuses it.
 */
public final class ContentVectors {
  private static final int CODE = 3_000;
  private static final int WORDS = 1_600;
  private static final int PIECE = 64;
  private static final int CONTEXT = 4_096;
  private static final Chunking CHUNKING = new Chunking(256, 512, 1_024);

  private final byte[] old;
  private final byte[] image;
  private final int wordsAt;
  private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
  private final ChunkList list;
  private final PairPack.Columns columns = new PairPack.Columns();
  private final BitSet missing = new BitSet();

  private ContentVectors() throws IOException {
    byte[] code = TestImages.software(CODE, 3, 0x1000);
    byte[] words = TestImages.noise(WORDS);
    byte[] rebuilt = TestImages.rebuilt(code, 700, 0x40);
    this.old = joined(code, words, new byte[1_024]);
    this.image = joined(rebuilt, new byte[3_072], turnedRound(words), new byte[512]);
    this.wordsAt = rebuilt.length + 3_072;
    this.list = PackMaker.make(TestImages.bytes(image), image.length, CHUNKING, CONTEXT, pack);
    findMissing();
  }

  /** The files by their names. */
  public static Map<String, byte[]> make() throws IOException {
    return new ContentVectors().files();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] turnedRound(byte[] words) {
    ByteBuffer turned = ByteBuffer.allocate(words.length);
    for (int at = words.length - PIECE; at >= 0; at -= PIECE) {
      turned.put(words, at, PIECE);
    }
    return turned.array();
  }

  private void findMissing() throws IOException {
    Map<Sha256, Integer> known = new TreeMap<>();
    new Chunker(CHUNKING)
        .cut(
            TestImages.bytes(old),
            old.length,
            (bytes, offset, length) -> {
              known.put(Sha256.of(bytes, offset, length), length);
              columns.take(bytes, offset, length);
            });
    for (int chunk = 0; chunk < list.size(); chunk++) {
      missing.set(chunk, list.first(chunk) == chunk && !known.containsKey(list.hash(chunk)));
    }
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("old.image", old);
    files.put("new.image", image);
    files.put("chunk-list", list.bytes());
    files.put("pack", pack.toByteArray());
    files.put("pair-pack", pair(CODE));
    files.put("broken/PLT-UPD-060-chunk-list", changed(list.bytes(), 109));
    files.put("broken/PLT-UPD-061-chunk-list", changed(list.bytes(), list.bytes().length - 1));
    files.put("broken/PLT-UPD-063-pack", changed(pack.toByteArray(), pack.size() / 2));
    files.put("broken/PLT-UPD-069-pair-pack", pair(16_000)); // past the old image's end
    return files;
  }

  private static byte[] changed(byte[] file, int at) {
    byte[] changed = file.clone();
    changed[at] ^= 1;
    return changed;
  }

  /** Two blocks: of the code the differences, and of the words those of a window. */
  private byte[] pair(int window) throws IOException {
    PairBlock codec = new PairBlock(TestImages.bytes(old), old.length);
    int border = 0;
    while (list.offset(border) < wordsAt - CHUNKING.most()) {
      border++;
    }
    BitSet code = (BitSet) missing.clone();
    code.clear(border, list.size());
    BitSet words = (BitSet) missing.clone();
    words.clear(0, border);
    byte[] first =
        codec.packDifference(
            Stretches.find(new OldIndex(ByteBuffer.wrap(old)), raw(code), 0), before(code));
    byte[] second = codec.packWindow(raw(words), before(words), CODE, WORDS);
    byte[] place = varint(CODE);
    if (!Arrays.equals(second, 1, 1 + place.length, place, 0, place.length)
        || varint(window).length != place.length) {
      throw new IllegalStateException("The place of the window does not stand where it should");
    }
    System.arraycopy(varint(window), 0, second, 1, place.length);
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    PairPack.writeEntry(index, first.length, code, 0);
    PairPack.writeEntry(index, second.length, words, code.length());
    return joined(
        PairPack.head(list, old.length, CHUNKING, columns, index.toByteArray()), first, second);
  }

  private static byte[] varint(long number) {
    ByteArrayOutputStream varint = new ByteArrayOutputStream();
    Varints.write(varint, number);
    return varint.toByteArray();
  }

  private byte[] raw(BitSet chunks) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    chunks.stream().forEach(i -> raw.write(image, (int) list.offset(i), list.length(i)));
    return raw.toByteArray();
  }

  private byte[] before(BitSet chunks) {
    int first = chunks.nextSetBit(0);
    return Arrays.copyOfRange(image, (int) list.contextOffset(first), (int) list.offset(first));
  }
}
