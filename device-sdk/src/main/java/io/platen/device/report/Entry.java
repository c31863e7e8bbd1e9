package io.platen.device.report;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.xml.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;

/** A report as it lies in the store: what the outbox decides by, then the packed XML. */
final class Entry {
  private static final int HEADER_BYTES = 2 * Long.BYTES;

  private final OptionalLong base;
  private final Instant created;
  private final byte[] body;

  private Entry(OptionalLong base, Instant created, byte[] body) {
    this.base = base;
    this.created = created;
    this.body = body;
  }

  static Entry of(Report report) {
    return new Entry(
        report.base() == null ? OptionalLong.empty() : OptionalLong.of(report.base()),
        report.created(),
        Gzip.pack(ReportCodec.write(report)));
  }

  static Entry parse(byte[] stored) {
    ByteBuffer header = ByteBuffer.wrap(stored);
    long base = header.getLong();
    return new Entry(
        base == 0 ? OptionalLong.empty() : OptionalLong.of(base),
        Instant.ofEpochMilli(header.getLong()),
        Arrays.copyOfRange(stored, HEADER_BYTES, stored.length));
  }

  byte[] bytes() {
    return ByteBuffer.allocate(HEADER_BYTES + body.length)
        .putLong(base.orElse(0))
        .putLong(created.toEpochMilli())
        .put(body)
        .array();
  }

  /** What the outbox's limit counts. */
  long size() {
    return (long) HEADER_BYTES + body.length;
  }

  /** The report that a delta builds on; empty for a full one. */
  OptionalLong base() {
    return base;
  }

  Instant created() {
    return created;
  }

  byte[] body() {
    return body;
  }

  Report report() {
    try {
      return ReportCodec.read(Gzip.unpack(body));
    } catch (ProtocolException e) {
      throw new IllegalStateException("The device reads what it wrote itself", e);
    }
  }
}
