package io.platen.conformance.peers;

import io.platen.protocol.content.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Chunk lists that are wrong in one place (chapter UPD, "The chunk list"). */
public final class GroundLists {
  private static final int FORMAT = 8;
  private static final int IMAGE_LENGTH = 25;
  private static final int IMAGE_HASH = 33;
  private static final int PACK_LENGTH = 65;
  private static final int FIRST_HASH = 109;

  private GroundLists() {}

  public static byte[] ofFormatTwo(byte[] list) {
    byte[] other = list.clone();
    other[FORMAT] = 2;
    return other;
  }

  public static byte[] ofAnotherImageLength(byte[] list) {
    ByteBuffer other = ByteBuffer.wrap(list.clone());
    other.putLong(IMAGE_LENGTH, other.getLong(IMAGE_LENGTH) + 1);
    return other.array();
  }

  public static byte[] ofAnotherPackLength(byte[] list) {
    ByteBuffer other = ByteBuffer.wrap(list.clone());
    other.putLong(PACK_LENGTH, other.getLong(PACK_LENGTH) - 1);
    return other.array();
  }

  /** All of its chunks are right, and the image is another. */
  public static byte[] ofAnotherImage(byte[] list, String sha256) {
    return ByteBuffer.wrap(list.clone()).put(IMAGE_HASH, HexFormat.of().parseHex(sha256)).array();
  }

  /** One of a single chunk, that ends earlier than what is packed. */
  static byte[] shortened(byte[] list, byte[] image) {
    byte[] hash = HexFormat.of().parseHex(Sha256.of(image).toString());
    ByteBuffer other = ByteBuffer.wrap(list.clone());
    other.putLong(IMAGE_LENGTH, image.length).put(IMAGE_HASH, hash).put(FIRST_HASH, hash);
    int length = FIRST_HASH + hash.length;
    other.put(length, (byte) 0).putShort(length + 1, (short) image.length);
    return other.array();
  }
}
