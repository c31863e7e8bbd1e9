package io.platen.server.access.entity;

import java.util.Arrays;
import java.util.Optional;

/** What a token may be limited to, for programs that do one thing. */
public enum TokenScope {
  /** Publishing releases, as a release desk does. */
  RELEASES("releases", "repositories|objects|releases");

  private final String token;
  private final String paths;

  TokenScope(String token, String paths) {
    this.token = token;
    this.paths = paths;
  }

  /** As it is written in JSON and in the database. */
  public String token() {
    return token;
  }

  public static Optional<TokenScope> find(String token) {
    return Arrays.stream(values()).filter(each -> each.token.equals(token)).findFirst();
  }

  /** Of a row; one that is not known covers nothing, so it is an error. */
  static TokenScope of(String token) {
    return find(token)
        .orElseThrow(() -> new IllegalStateException("No scope of tokens is called " + token));
  }

  /**
   * @param path below that of the REST API
   */
  public boolean covers(String path) {
    return path.matches("/?(" + paths + ")(/.*)?");
  }
}
