package io.platen.protocol.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256, 32 bytes. */
public final class Sha256 implements Comparable<Sha256> {
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Sha256(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Sha256 of(byte[] content) {
    return of(content, 0, content.length);
  }

  public static Sha256 of(byte[] content, int offset, int length) {
    MessageDigest digest = digest();
    digest.update(content, offset, length);
    return new Sha256(digest.digest());
  }

  /** What the digest has come to; it begins anew. */
  public static Sha256 end(MessageDigest digest) {
    return new Sha256(digest.digest());
  }

  /**
   * @param hex 64 digits, in lower case
   * @throws IllegalArgumentException when it is something else
   */
  public static Sha256 parse(String hex) {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("Not a SHA-256 in lower case hexadecimal: " + hex);
    }
    return new Sha256(HexFormat.of().parseHex(hex));
  }

  static Sha256 read(byte[] from, int offset) {
    return new Sha256(Arrays.copyOfRange(from, offset, offset + BYTES));
  }

  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  void write(byte[] into, int offset) {
    System.arraycopy(bytes, 0, into, offset, BYTES);
  }

  /** The first eight bytes as a number. */
  long head() {
    return ByteBuffer.wrap(bytes).getLong();
  }

  @Override
  public int compareTo(Sha256 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 sha && Arrays.equals(bytes, sha.bytes);
  }

  @Override
  public int hashCode() {
    return (int) head();
  }

  /** In lower case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
