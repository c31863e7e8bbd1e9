package io.platen.protocol.local;

/** What a device asks of a local agent. */
public sealed interface LocalRequest {
  /**
   * To be known from now on.
   *
   * @param proof by {@link PairingCode#proof} of the device
   */
  record Pair(Proof proof) implements LocalRequest {}

  /** All printers, each read anew. */
  record Read() implements LocalRequest {}
}
