package io.platen.device.discovery.mdns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a DNS message (RFC 1035 section 4), with a bound for everything that a stranger can write:
 * what is cut short or points in a circle ends the reading, and what was read until then counts.
 */
final class DnsReader {
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE_AND_RCODE = 0x780f;
  private static final int POINTER = 12;
  private static final int SERVICE = 33;
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  /** RFC 1035 section 2.3.4: 255 bytes with their lengths. */
  private static final int LONGEST_NAME = 255;

  private static final int LABEL_KIND = 0xc0;
  private static final int MOST_JUMPS = 32;
  private static final int MOST_RECORDS = 256;

  private final ByteBuffer message;

  private DnsReader(ByteBuffer message) {
    this.message = message;
  }

  /** Records of all sections; none where it is no answer to the query with that id. */
  static List<DnsRecord> read(ByteBuffer datagram, int id) {
    List<DnsRecord> records = new ArrayList<>();
    try {
      new DnsReader(datagram.duplicate()).read(id, records);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return records; // cut short, or a name that leads nowhere
    }
    return records;
  }

  private void read(int id, List<DnsRecord> records) {
    int heardId = unsigned16();
    int flags = unsigned16();
    int questions = unsigned16();
    int count = unsigned16() + unsigned16() + unsigned16();
    // RFC 6762 section 6.7: an answer to a one-shot query repeats its id; section 18.3 and 18.11.
    if (heardId != id || (flags & RESPONSE) == 0 || (flags & OPCODE_AND_RCODE) != 0) {
      return;
    }
    for (int i = 0; i < Math.min(questions, MOST_RECORDS); i++) {
      name();
      message.getInt();
    }
    for (int i = 0; i < Math.min(count, MOST_RECORDS); i++) {
      record().ifPresent(records::add);
    }
  }

  private Optional<DnsRecord> record() {
    String owner = name();
    int type = unsigned16();
    unsigned16(); // class; of a responder's own records its top bit says that they are unique
    message.getInt();
    int length = unsigned16();
    int end = message.position() + length;
    if (end > message.limit()) {
      throw new BufferUnderflowException();
    }
    Optional<DnsRecord> read = Optional.empty();
    if (type == POINTER) {
      read = Optional.of(new DnsRecord.Pointer(owner, name()));
    } else if (type == SERVICE) {
      message.getInt(); // priority and weight
      read = Optional.of(new DnsRecord.Service(owner, unsigned16(), name()));
    } else if (isAddress(type, length)) {
      read = Optional.of(new DnsRecord.Address(owner, address(length)));
    }
    message.position(end);
    return read;
  }

  private static boolean isAddress(int type, int length) {
    return (type == A && length == IPV4_BYTES) || (type == AAAA && length == IPV6_BYTES);
  }

  private InetAddress address(int length) {
    byte[] bytes = new byte[length];
    message.get(bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("An address of " + length + " bytes", e);
    }
  }

  /** RFC 1035 section 4.1.4: labels, and pointers to names that stand before. */
  private String name() {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    int after = -1;
    int jumps = 0;
    for (int length = unsigned8(); length != 0; length = unsigned8()) {
      if ((length & LABEL_KIND) == LABEL_KIND) {
        int to = ((length & ~LABEL_KIND) << 8) | unsigned8();
        after = after < 0 ? message.position() : after;
        demand(++jumps <= MOST_JUMPS && to < message.limit());
        message.position(to);
      } else {
        demand((length & LABEL_KIND) == 0 && name.size() + length < LONGEST_NAME);
        byte[] label = new byte[length];
        message.get(label);
        name.writeBytes(label);
        name.write('.');
      }
    }
    if (after >= 0) {
      message.position(after);
    }
    return name.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }

  private static void demand(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("A name that is none");
    }
  }

  private int unsigned16() {
    return Short.toUnsignedInt(message.getShort());
  }

  private int unsigned8() {
    return Byte.toUnsignedInt(message.get());
  }
}
