package io.platen.device.trap;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a datagram turned out to be.
 *
 * @param what whether it is a trap, and of what use
 * @param kind of the trap; null where it is none
 * @param agent whom the message itself names as its origin; null where it names nobody
 * @param known whether it shows a community or a user of the discovery entries: such a one may come
 *     from somebody who passes on what printers send
 * @param answer what to send back; null for nothing
 */
record Opened(
    What what,
    @Nullable TrapKind kind,
    @Nullable InetAddress agent,
    boolean known,
    @Nullable ByteBuffer answer) {

  /** What became of it. */
  enum What {
    /** A trap or an inform. */
    TRAP,
    /** A question of SNMP v3 for our engine, which the answer answers. */
    QUESTION,
    /** A message that its user cannot have sent: changed, or forged. */
    NOT_AUTHENTIC,
    /** No such message at all. */
    MALFORMED
  }

  static Opened malformed() {
    return new Opened(What.MALFORMED, null, null, false, null);
  }

  static Opened notAuthentic(@Nullable ByteBuffer answer) {
    return new Opened(What.NOT_AUTHENTIC, null, null, false, answer);
  }

  Optional<ByteBuffer> reply() {
    return Optional.ofNullable(answer);
  }
}
