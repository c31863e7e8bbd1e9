package io.platen.protocol.local;

/** The two datagrams by which a device finds local agents. */
public sealed interface Finding {
  /** 32 digits, lower case hexadecimal. */
  String nonce();

  /** Is a local agent here? */
  record Find(String nonce) implements Finding {}

  /**
   * One is.
   *
   * @param agent SHA-256 of its certificate, lower case hexadecimal
   * @param port where it takes requests, by TCP
   */
  record Found(String nonce, String agent, int port) implements Finding {}
}
