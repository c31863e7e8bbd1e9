package io.platen.protocol.update;

import java.util.Map;

/**
 * A file that may be installed.
 *
 * @param length in bytes
 * @param hashes by algorithm ({@code sha256}, {@code sha512}), in lower case hexadecimal
 */
public record TargetFile(String path, long length, Map<String, String> hashes) {
  public TargetFile {
    hashes = Map.copyOf(hashes);
    if (length < 0) {
      throw new IllegalArgumentException("A length is not negative, but is " + length);
    }
    if (hashes.isEmpty()) {
      throw new IllegalArgumentException("A target has a hash");
    }
  }

  /** Whether these are its bytes. */
  public boolean matches(byte[] content) {
    return content.length == length && Digests.firstWrong(content, hashes).isEmpty();
  }
}
