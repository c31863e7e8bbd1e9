package io.platen.device.update.content;

import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Chunking;
import io.platen.protocol.content.PackMaker;
import io.platen.protocol.content.PairMaker;
import io.platen.protocol.content.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;

/** An old image and the one that is built anew after it, chunked, packed and paired. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TestContent(byte[] old, byte[] image, ChunkList list, byte[] pack, byte[] pair) {
  static final TestContent SAME_AS_EVER = make(400_000, Chunking.DEFAULT, PackMaker.CONTEXT);

  /** Of so many chunks that one of them is little. */
  static TestContent finelyCut() {
    return make(600_000, new Chunking(256, 512, 1_024), 1_024);
  }

  private static TestContent make(int size, Chunking chunking, int context) {
    try {
      byte[] old = software(size);
      byte[] image = rebuilt(old);
      ByteArrayOutputStream pack = new ByteArrayOutputStream();
      ChunkList list =
          PackMaker.make(
              (at, into, offset, length) -> System.arraycopy(image, (int) at, into, offset, length),
              image.length,
              chunking,
              context,
              pack);
      ByteArrayOutputStream pair = new ByteArrayOutputStream();
      PairMaker.make(ByteBuffer.wrap(old), ByteBuffer.wrap(image), list, pair);
      return new TestContent(old, image, list, pack.toByteArray(), pair.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Words of which some are addresses; the last third has none. */
  private static byte[] software(int size) {
    Random random = new Random(11);
    ByteBuffer code = ByteBuffer.allocate(size);
    while (code.remaining() >= 4) {
      boolean address = code.position() < size * 2 / 3 && random.nextInt(8) == 0;
      code.putInt(address ? code.position() : 0x9100_0000 | random.nextInt(1 << 12));
    }
    return code.array();
  }

  private static byte[] rebuilt(byte[] old) {
    Random random = new Random(12);
    byte[] fresh = new byte[40_000];
    random.nextBytes(fresh);
    ByteBuffer code = ByteBuffer.allocate(old.length + fresh.length).put(fresh);
    ByteBuffer from = ByteBuffer.wrap(old);
    while (from.remaining() >= 4) {
      int word = from.getInt();
      code.putInt(word >>> 24 == 0 ? word + 0x1350 : word);
    }
    return code.array();
  }

  /** What is offered at hosts. */
  TestHosts hosts() {
    TestHosts hosts = new TestHosts();
    hosts.add(list.bytes());
    hosts.add(pack);
    hosts.add(pair);
    return hosts;
  }

  ContentOrder plain() {
    byte[] bytes = list.bytes();
    return new ContentOrder(Sha256.of(bytes), bytes.length, Optional.empty());
  }

  ContentOrder paired() {
    return new ContentOrder(
        plain().list(),
        plain().listLength(),
        Optional.of(new ContentOrder.Pair(Sha256.of(pair), pair.length)));
  }
}
