package io.platen.protocol.update;

import java.util.List;

/**
 * A role that may name targets whose path fits.
 *
 * @param terminating when a path fits, no role after this one is asked
 * @param paths patterns: {@code *} and {@code ?} stand for what is no {@code /}
 * @param hashPrefixes of the SHA-256 of the path, in lower case hexadecimal (TUF's {@code
 *     path_hash_prefixes}); one of the two lists is empty
 */
public record Delegation(
    String role,
    RoleKeys keys,
    boolean terminating,
    List<String> paths,
    List<String> hashPrefixes) {

  public Delegation {
    paths = List.copyOf(paths);
    hashPrefixes = List.copyOf(hashPrefixes);
  }

  boolean covers(String path) {
    String hash = hashPrefixes.isEmpty() ? "" : Digests.sha256(path);
    return paths.stream().anyMatch(pattern -> PathPattern.matches(pattern, path))
        || hashPrefixes.stream().anyMatch(hash::startsWith);
  }
}
