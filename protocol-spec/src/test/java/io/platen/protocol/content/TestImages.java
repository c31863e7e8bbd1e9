package io.platen.protocol.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Images that look a little like software, always the same. */
final class TestImages {
  private TestImages() {}

  /** SHA-256 of 0, 1, 2 and so on, each of four bytes, one behind the other. */
  static byte[] noise(int length) {
    ByteBuffer noise = ByteBuffer.allocate((length + 31) / 32 * 32);
    for (int i = 0; noise.hasRemaining(); i++) {
      byte[] block = new byte[32];
      Sha256.of(ByteBuffer.allocate(4).putInt(i).array()).write(block, 0);
      noise.put(block);
    }
    return Arrays.copyOf(noise.array(), length);
  }

  /** Words of four bytes of which some are addresses; a part of it is empty. */
  static byte[] software(int length, long seed, int base) {
    Random random = new Random(seed);
    ByteBuffer code = ByteBuffer.allocate(length);
    while (code.remaining() >= 4) {
      boolean empty = code.position() > length / 2 && code.position() < length * 3 / 4;
      boolean address = random.nextInt(8) == 0;
      int word = address ? base + code.position() : 0x9100_0000 | random.nextInt(1 << 10);
      code.putInt(empty ? 0 : word);
    }
    return code.array();
  }

  /** What another build makes of it: something new in front, so that all addresses move. */
  static byte[] rebuilt(byte[] old, int inserted, int moved) {
    ByteBuffer code = ByteBuffer.allocate(old.length + inserted);
    code.put(noise(inserted));
    ByteBuffer from = ByteBuffer.wrap(old);
    while (from.remaining() >= 4) {
      int word = from.getInt();
      code.putInt(word != 0 && word >>> 24 == 0 ? word + moved : word);
    }
    return code.array();
  }

  static ImageBytes bytes(byte[] image) {
    return (at, into, offset, length) -> {
      if (at < 0 || at + length > image.length) {
        throw new IOException("Outside");
      }
      System.arraycopy(image, (int) at, into, offset, length);
    };
  }

  static byte[] pack(byte[] image, ListTaker list) throws IOException {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    list.take(PackMaker.make(bytes(image), image.length, pack));
    return pack.toByteArray();
  }

  /** Is given the list that comes with a pack. */
  interface ListTaker {
    void take(ChunkList list);
  }

  static ChunkList list(byte[] image) throws IOException {
    ChunkList[] list = new ChunkList[1];
    pack(image, made -> list[0] = made);
    return list[0];
  }

  static ChunkList reread(byte[] bytes) throws ContentException {
    return ChunkList.read(bytes, bytes.length, Sha256.of(bytes));
  }
}
