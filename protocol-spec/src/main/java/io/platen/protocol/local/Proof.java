package io.platen.protocol.local;

import java.security.MessageDigest;

/** 32 bytes that only who knows the pairing code can make for these two certificates. */
public final class Proof {
  private final byte[] bytes;

  /**
   * @throws IllegalArgumentException when there are not 32
   */
  public Proof(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("A proof has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** In a time that tells nothing. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Proof that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes[0];
  }

  @Override
  public String toString() {
    return "Proof";
  }
}
