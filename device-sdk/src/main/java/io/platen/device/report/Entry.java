package io.platen.device.report;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.xml.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * A report as it lies in the store: what the outbox decides by, then the packed XML or, from the
 * first sealing key on, an envelope that this device cannot open. PLT-SEA-002.
 *
 * <p>A sealed one begins with the complement of its base, and has its losses before the envelope.
 */
final class Entry {
  private static final int HEADER_BYTES = 2 * Long.BYTES;

  private final OptionalLong base;
  private final Instant created;
  private final byte[] body;
  private final boolean sealed;
  private final byte[] losses;

  private Entry(OptionalLong base, Instant created, byte[] body, boolean sealed, byte[] losses) {
    this.base = base;
    this.created = created;
    this.body = body;
    this.sealed = sealed;
    this.losses = losses;
  }

  static Entry of(Report report) {
    byte[] packed = Gzip.pack(ReportCodec.write(report));
    return new Entry(base(report), report.created(), packed, false, new byte[0]);
  }

  static Entry sealed(Report report, byte[] envelope) {
    byte[] losses = LostRanges.text(report.lost()).getBytes(StandardCharsets.UTF_8);
    return new Entry(base(report), report.created(), envelope, true, losses);
  }

  private static OptionalLong base(Report report) {
    return report.base() == null ? OptionalLong.empty() : OptionalLong.of(report.base());
  }

  static Entry parse(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    long first = in.getLong();
    long base = first < 0 ? ~first : first;
    Instant created = Instant.ofEpochMilli(in.getLong());
    byte[] losses = new byte[first < 0 ? in.getInt() : 0];
    in.get(losses);
    return new Entry(
        base == 0 ? OptionalLong.empty() : OptionalLong.of(base),
        created,
        Arrays.copyOfRange(stored, in.position(), stored.length),
        first < 0,
        losses);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate((int) size());
    long first = base.orElse(0);
    out.putLong(sealed ? ~first : first).putLong(created.toEpochMilli());
    if (sealed) {
      out.putInt(losses.length).put(losses);
    }
    return out.put(body).array();
  }

  /** What the outbox's limit counts. */
  long size() {
    return (long) HEADER_BYTES + (sealed ? Integer.BYTES + losses.length : 0) + body.length;
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

  boolean isSealed() {
    return sealed;
  }

  /** What it tells of reports that never arrive. */
  List<Lost> lost() {
    return sealed ? LostRanges.parse(new String(losses, StandardCharsets.UTF_8)) : report().lost();
  }

  /**
   * @throws IllegalStateException of a sealed one: only the server can read it
   */
  Report report() {
    if (sealed) {
      throw new IllegalStateException("Only the server can read a sealed report");
    }
    try {
      return ReportCodec.readOwn(Gzip.unpack(body));
    } catch (ProtocolException e) {
      throw new IllegalStateException("The device reads what it wrote itself", e);
    }
  }
}
