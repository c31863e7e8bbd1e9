package io.platen.protocol.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** The same bytes for the same seed: SHA-256 over the seed and a counter. For tests only. */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final String seed;
  private long counter;

  public SeededRandom(String seed) {
    this.seed = "platen test vectors, no secret: " + seed;
  }

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      byte[] block = block(counter++);
      left.put(block, 0, Math.min(block.length, left.remaining()));
    }
  }

  private byte[] block(long number) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest((seed + " " + number).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
