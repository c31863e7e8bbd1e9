package io.platen.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message of the DNS with one question (RFC 1035 section 4), as far as the suite needs it.
 *
 * @param flags the second word of the header
 * @param name that is asked for, without a dot at its end; empty where there is no question
 */
public record DnsMessage(
    int id,
    int flags,
    String name,
    int type,
    List<DnsRecord> answers,
    List<DnsRecord> authorities) {
  public static final int A = 1;
  public static final int NS = 2;
  public static final int SOA = 6;
  public static final int TXT = 16;

  public static final int IS_ANSWER = 0x8000;
  public static final int AUTHORITATIVE = 0x0400;
  public static final int CUT_OFF = 0x0200;
  public static final int WANTS_RECURSION = 0x0100;
  public static final int OFFERS_RECURSION = 0x0080;

  public static final int NO_ERROR = 0;
  public static final int FORMAT_ERROR = 1;
  public static final int NO_SUCH_NAME = 3;
  public static final int REFUSED = 5;

  private static final int CODE = 0xf;
  private static final int IN = 1;
  private static final int POINTER = 0xc0;
  private static final int MOST_LABELS = 128;

  public DnsMessage {
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
  }

  /** One record, its data as they came. */
  @SuppressWarnings("ArrayRecordComponent")
  public record DnsRecord(int type, long ttl, byte[] data) {}

  /** A question as resolvers of a site ask it. */
  public static DnsMessage question(int id, String name, int type) {
    return new DnsMessage(id, WANTS_RECURSION, name, type, List.of(), List.of());
  }

  /** RFC 1035 section 3.3.14: one string. */
  public static DnsRecord text(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    byte[] data = ByteBuffer.allocate(1 + ascii.length).put((byte) ascii.length).put(ascii).array();
    return new DnsRecord(TXT, 0, data);
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** The code of a response. */
  public int code() {
    return flags & CODE;
  }

  /** The string of the only TXT record; empty where there is another number of them. */
  public String text() {
    List<DnsRecord> texts = answers.stream().filter(each -> each.type() == TXT).toList();
    if (texts.size() != 1 || texts.get(0).data().length < 1) {
      return "";
    }
    byte[] data = texts.get(0).data();
    return new String(data, 1, data.length - 1, StandardCharsets.US_ASCII);
  }

  public boolean hasAuthority(int recordType) {
    return authorities.stream().anyMatch(each -> each.type() == recordType);
  }

  public byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(id);
      out.writeShort(flags);
      out.writeShort(name.isEmpty() ? 0 : 1);
      out.writeShort(answers.size());
      out.writeShort(authorities.size());
      out.writeShort(0);
      if (!name.isEmpty()) {
        writeName(out);
        out.writeShort(type);
        out.writeShort(IN);
      }
      for (DnsRecord each : answers) {
        write(out, each);
      }
      for (DnsRecord each : authorities) {
        write(out, each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void writeName(DataOutputStream out) throws IOException {
    for (String label : name.split("\\.", -1)) {
      out.writeByte(label.length());
      out.write(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.writeByte(0);
  }

  /** Its name is that of the question. */
  private static void write(DataOutputStream out, DnsRecord record) throws IOException {
    out.writeShort((POINTER << Byte.SIZE) | 12);
    out.writeShort(record.type());
    out.writeShort(IN);
    out.writeInt((int) record.ttl());
    out.writeShort(record.data().length);
    out.write(record.data());
  }

  /**
   * @return empty where the bytes are no message
   */
  public static Optional<DnsMessage> read(byte[] wire) {
    ByteBuffer in = ByteBuffer.wrap(wire);
    try {
      int id = in.getShort() & 0xffff;
      int flags = in.getShort() & 0xffff;
      int questions = in.getShort();
      int answers = in.getShort();
      int authorities = in.getShort();
      in.getShort();
      String name = questions > 0 ? name(in) : "";
      int type = questions > 0 ? in.getShort() & 0xffff : 0;
      if (questions > 0) {
        in.getShort();
      }
      return Optional.of(
          new DnsMessage(id, flags, name, type, records(in, answers), records(in, authorities)));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<DnsRecord> records(ByteBuffer in, int count) {
    List<DnsRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      name(in);
      int type = in.getShort() & 0xffff;
      in.getShort();
      long ttl = in.getInt() & 0xffffffffL;
      byte[] data = new byte[in.getShort() & 0xffff];
      in.get(data);
      records.add(new DnsRecord(type, ttl, data));
    }
    return records;
  }

  /** What a pointer points to does not matter here. */
  private static String name(ByteBuffer in) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < MOST_LABELS; i++) {
      int length = in.get() & 0xff;
      if (length == 0) {
        return name.toString();
      }
      if (length >= POINTER) {
        in.get();
        return name.toString();
      }
      byte[] label = new byte[length];
      in.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    throw new IllegalArgumentException("A name without end");
  }
}
