package io.platen.device.report;

import java.util.Optional;
import java.util.UUID;

/** A report that is ready to be sent: its bytes stay the same however often it is. */
public final class Waiting {
  private final UUID epoch;
  private final long sequence;
  private final byte[] body;
  private final boolean sealed;
  private final Optional<byte[]> packed;

  /**
   * @param packed the XML of a sealed one, where the device still has it
   */
  Waiting(UUID epoch, long sequence, Entry entry, Optional<byte[]> packed) {
    this.epoch = epoch;
    this.sequence = sequence;
    this.body = entry.body().clone();
    this.sealed = entry.isSealed();
    this.packed = sealed ? packed : Optional.of(body);
  }

  public UUID epoch() {
    return epoch;
  }

  public long sequence() {
    return sequence;
  }

  /** XML, packed with gzip; or an envelope. */
  public byte[] body() {
    return body.clone();
  }

  /** Whether the body is an envelope of chapter SEA. */
  public boolean isSealed() {
    return sealed;
  }

  /** XML, packed with gzip; empty of a sealed one that the device cannot read any more. */
  Optional<byte[]> packed() {
    return packed;
  }
}
