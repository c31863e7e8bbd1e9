package io.platen.protocol.release;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** 32 bytes that were random once: an answer that has them is an answer to this question. */
public final class Nonce {
  /** Its length in bytes. */
  public static final int LENGTH = 32;

  private final byte[] bytes;

  private Nonce(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException when it has another length
   */
  public static Nonce of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("A nonce has 32 bytes, not " + bytes.length);
    }
    return new Nonce(bytes.clone());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nonce nonce && MessageDigest.isEqual(bytes, nonce.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In Base64, as on the wire. */
  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
