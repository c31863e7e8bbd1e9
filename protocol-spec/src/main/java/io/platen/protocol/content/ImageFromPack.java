package io.platen.protocol.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Makes an image of its chunk list and its pack: for servers, which have these and not the image.
 */
public final class ImageFromPack {
  private final ChunkList list;
  private final InputStream pack;
  private final FileChannel image;
  private final ChunkCodec codec = new ChunkCodec();

  private ImageFromPack(ChunkList list, InputStream pack, FileChannel image) {
    this.list = list;
    this.pack = pack;
    this.image = image;
  }

  /**
   * @param pack from its begin
   * @param image empty, and open for reading and writing
   * @throws ContentException when the pack is not the one of the list
   */
  public static void write(ChunkList list, InputStream pack, FileChannel image) throws IOException {
    ImageFromPack work = new ImageFromPack(list, pack, image);
    for (int chunk = 0; chunk < list.size(); chunk++) {
      work.write(chunk);
    }
  }

  private void write(int chunk) throws IOException {
    int packedLength = list.packedLength(chunk);
    byte[] raw;
    if (packedLength == 0) {
      raw = read(list.offset(list.first(chunk)), list.length(chunk));
    } else {
      byte[] packed = pack.readNBytes(packedLength);
      if (packed.length < packedLength) {
        throw new EOFException("The pack ends too early");
      }
      long from = list.contextOffset(chunk);
      byte[] before = read(from, (int) (list.offset(chunk) - from));
      raw = codec.unpack(packed, before, list.length(chunk));
    }
    if (!Sha256.of(raw).equals(list.hash(chunk))) {
      throw new ContentException("Chunk " + chunk + " of the pack is damaged");
    }
    ByteBuffer bytes = ByteBuffer.wrap(raw);
    while (bytes.hasRemaining()) {
      image.write(bytes, list.offset(chunk) + bytes.position());
    }
  }

  private byte[] read(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (image.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("The image is shorter than what was written to it");
      }
    }
    return bytes.array();
  }
}
