package io.platen.device.printer.snmp.usm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;

/**
 * The message of RFC 3412 section 6 with the security parameters of RFC 3414 section 2.4, its data
 * not yet opened.
 *
 * @param id of the message; the answer has the same
 * @param flags 1 authenticated, 2 encrypted, 4 a report is wanted
 * @param codePlace where in the message the authentication code stands
 * @param data the scoped PDU; as an OCTET STRING's content where it is encrypted
 */
record UsmMessage(
    int id,
    int flags,
    Parameters security,
    ByteBuffer code,
    int codePlace,
    ByteBuffer salt,
    ByteBuffer data) {
  static final int AUTHENTICATED = 1;
  static final int ENCRYPTED = 2;
  static final int REPORTABLE = 4;

  private static final int VERSION_3 = 3;
  private static final int USER_BASED = 3;

  /** What we are ready to take (RFC 3412 6.2 asks for 484 at least). */
  private static final int LARGEST = 65_507;

  /** Which engine, what time it is there, and who speaks. */
  record Parameters(ByteBuffer engineId, int boots, int time, ByteBuffer user) {}

  boolean isAuthenticated() {
    return (flags & AUTHENTICATED) != 0;
  }

  boolean isEncrypted() {
    return (flags & ENCRYPTED) != 0;
  }

  /**
   * The whole message, signed where the ciphers authenticate.
   *
   * @param ciphers null in the discovery, which no user sends
   * @param data the scoped PDU, encrypted where the flags say so
   */
  static byte[] encode(
      int id, int flags, Parameters security, @Nullable Ciphers ciphers, byte[] salt, byte[] data) {
    int codeLength = ciphers == null ? 0 : ciphers.codeLength();
    byte[] header =
        sequence(
            integer(id), integer(LARGEST), octets(new byte[] {(byte) flags}), integer(USER_BASED));
    byte[] beforeCode =
        join(
            octets(bytes(security.engineId())),
            integer(security.boots()),
            integer(security.time()),
            octets(bytes(security.user())));
    byte[] code = octets(new byte[codeLength]);
    byte[] usm = octets(sequence(beforeCode, code, octets(salt)));
    byte[] body = (flags & ENCRYPTED) != 0 ? octets(data) : data;
    byte[] version = integer(VERSION_3);
    byte[] whole = sequence(version, header, usm, body);
    if (ciphers != null) {
      // Everything after the code has a known length, so its place is counted from the end.
      int after = octets(salt).length + body.length;
      ciphers.sign(whole, whole.length - after - codeLength);
    }
    return whole;
  }

  /** Nothing where the bytes are no such message, whatever else they are. */
  static Optional<UsmMessage> decode(byte[] bytes) {
    try {
      BERInputStream in = new BERInputStream(ByteBuffer.wrap(bytes));
      int end = enter(in, BER.SEQUENCE);
      if (end != bytes.length || readInteger(in) != VERSION_3) {
        return Optional.empty();
      }
      enter(in, BER.SEQUENCE);
      int id = readInteger(in);
      readInteger(in);
      byte[] flags = readOctets(in);
      if (readInteger(in) != USER_BASED || flags.length != 1) {
        return Optional.empty();
      }
      enter(in, BER.OCTETSTRING);
      enter(in, BER.SEQUENCE);
      ByteBuffer engineId = ByteBuffer.wrap(readOctets(in));
      int boots = readInteger(in);
      int time = readInteger(in);
      ByteBuffer user = ByteBuffer.wrap(readOctets(in));
      byte[] code = readOctets(in);
      int codePlace = (int) in.getPosition() - code.length;
      byte[] salt = readOctets(in);
      byte[] data =
          (flags[0] & ENCRYPTED) != 0
              ? readOctets(in)
              : Arrays.copyOfRange(bytes, (int) in.getPosition(), bytes.length);
      return Optional.of(
          new UsmMessage(
              id,
              flags[0],
              new Parameters(engineId, boots, time, user),
              ByteBuffer.wrap(code),
              codePlace,
              ByteBuffer.wrap(salt),
              ByteBuffer.wrap(data)));
    } catch (IOException | RuntimeException e) {
      // Whatever a stranger sends must not end a reading: what cannot be decoded was not said.
      return Optional.empty();
    }
  }

  /** Answers where it ends. */
  private static int enter(BERInputStream in, int type) throws IOException {
    BER.MutableByte found = new BER.MutableByte();
    int length = BER.decodeHeader(in, found);
    if (found.getValue() != (byte) type) {
      throw new IOException("Another type than " + type);
    }
    return (int) in.getPosition() + length;
  }

  private static int readInteger(BERInputStream in) throws IOException {
    return BER.decodeInteger(in, new BER.MutableByte());
  }

  private static byte[] readOctets(BERInputStream in) throws IOException {
    return BER.decodeString(in, new BER.MutableByte());
  }

  private static byte[] integer(int value) {
    return written(out -> BER.encodeInteger(out, BER.INTEGER, value));
  }

  private static byte[] octets(byte[] value) {
    return written(out -> BER.encodeString(out, BER.OCTETSTRING, value));
  }

  private static byte[] sequence(byte[]... parts) {
    byte[] content = join(parts);
    return written(
        out -> {
          BER.encodeHeader(out, BER.SEQUENCE, content.length);
          out.write(content);
        });
  }

  private static byte[] join(byte[]... parts) {
    return written(
        out -> {
          for (byte[] part : parts) {
            out.write(part);
          }
        });
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  static byte[] written(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new IllegalStateException("A buffer in memory did not take a message", e);
    }
    return out.toByteArray();
  }

  @FunctionalInterface
  interface Writing {
    void to(ByteArrayOutputStream out) throws IOException;
  }
}
