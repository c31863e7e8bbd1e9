package io.platen.device.report;

import java.util.UUID;

/** A report that is ready to be sent: its bytes stay the same however often it is. */
public final class Waiting {
  private final UUID epoch;
  private final long sequence;
  private final byte[] body;

  Waiting(UUID epoch, long sequence, byte[] body) {
    this.epoch = epoch;
    this.sequence = sequence;
    this.body = body.clone();
  }

  public UUID epoch() {
    return epoch;
  }

  public long sequence() {
    return sequence;
  }

  /** XML, packed with gzip. */
  public byte[] body() {
    return body.clone();
  }
}
