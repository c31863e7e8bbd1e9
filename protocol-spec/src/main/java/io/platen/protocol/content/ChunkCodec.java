package io.platen.protocol.content;

import java.util.Arrays;

/**
 * One chunk as it lies in a pack: packed with the bytes before it in the image as a dictionary, for
 * a device has these when it comes to the chunk. Where packing does not make it smaller it is
 * stored.
 */
public final class ChunkCodec {
  private static final byte STORED = (byte) 0xff;

  private final Lzma lzma = new Lzma();

  /**
   * @param before the bytes of the image before the chunk, as many as the list says
   */
  byte[] pack(byte[] raw, byte[] before) {
    byte[] packed = lzma.packSoon(raw, before, Lzma.TEXT);
    if (packed.length <= raw.length) {
      return packed;
    }
    byte[] stored = new byte[raw.length + 1];
    stored[0] = STORED;
    System.arraycopy(raw, 0, stored, 1, raw.length);
    return stored;
  }

  /**
   * @param before the bytes of the image before the chunk, as many as the list says
   * @param length of the chunk; never more is unpacked
   * @throws ContentException when it cannot be unpacked; whether it is right only its hash can say
   */
  public byte[] unpack(byte[] packed, byte[] before, int length) throws ContentException {
    if (packed.length > 0 && packed[0] == STORED) {
      if (packed.length != length + 1) {
        throw new ContentException("A stored chunk has another length");
      }
      return Arrays.copyOfRange(packed, 1, packed.length);
    }
    return lzma.unpack(packed, 0, packed.length, before, length);
  }
}
