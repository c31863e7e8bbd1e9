package io.platen.protocol.update;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Hashes by the names that metadata files use. */
final class Digests {
  private static final Map<String, String> JDK_NAMES =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  private Digests() {}

  static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] content) {
    return hex("SHA-256", content);
  }

  /** The first hash of {@code content} that differs from what it should be, or is not known. */
  static Optional<String> firstWrong(byte[] content, Map<String, String> hashes) {
    return hashes.entrySet().stream()
        .filter(hash -> !isRight(content, hash.getKey(), hash.getValue()))
        .map(hash -> hash.getKey() + ":" + hash.getValue())
        .findFirst();
  }

  private static boolean isRight(byte[] content, String name, String expected) {
    String jdkName = JDK_NAMES.get(name);
    return jdkName != null && hex(jdkName, content).equals(expected);
  }

  private static String hex(String jdkName, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(jdkName).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + jdkName, e);
    }
  }
}
