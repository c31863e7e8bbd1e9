package io.platen.device.printer.cpca;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The 20 bytes before each payload, big-endian: {@code CD CA}, version {@code 10}, flags,
 * operation, request id, length of the payload, and ten more, of which the first four are the user.
 * What is public of CPCA tells this much; the parts' names in Canon's documents are not known to
 * us.
 *
 * @param flags 0 to 255; in answers the code of the response
 * @param operation 0 to 65535
 * @param requestId 0 to 65535; an answer carries its request's
 * @param payloadLength of what follows, 0 to 65535
 * @param user {@link #NO_USER} where nobody is logged in
 */
public record CpcaHeader(int flags, int operation, int requestId, int payloadLength, int user) {
  /** How long each header is. */
  public static final int BYTES = 20;

  /** In place of a user. */
  public static final int NO_USER = 0xFFFF0000;

  private static final short MAGIC = (short) 0xCDCA;
  private static final byte VERSION = 0x10;
  private static final int RESERVED_BYTES = 6;

  public CpcaHeader {
    demand("flags", flags, 0xFF);
    demand("operation", operation, 0xFFFF);
    demand("requestId", requestId, 0xFFFF);
    demand("payloadLength", payloadLength, 0xFFFF);
  }

  private static void demand(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " is 0 to " + most + ", not " + value);
    }
  }

  /** Puts it at the position of {@code into}. */
  void put(ByteBuffer into) {
    into.putShort(MAGIC)
        .put(VERSION)
        .put((byte) flags)
        .putShort((short) operation)
        .putShort((short) requestId)
        .putShort((short) payloadLength)
        .putInt(user)
        .put(new byte[RESERVED_BYTES]);
  }

  /** Takes it from the position of {@code from}; empty where that is none. */
  static Optional<CpcaHeader> take(ByteBuffer from) {
    if (from.remaining() < BYTES || from.getShort() != MAGIC || from.get() != VERSION) {
      return Optional.empty();
    }
    CpcaHeader header =
        new CpcaHeader(
            Byte.toUnsignedInt(from.get()),
            Short.toUnsignedInt(from.getShort()),
            Short.toUnsignedInt(from.getShort()),
            Short.toUnsignedInt(from.getShort()),
            from.getInt());
    from.position(from.position() + RESERVED_BYTES);
    return Optional.of(header);
  }
}
