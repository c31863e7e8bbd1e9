package io.platen.protocol.xml;

import io.platen.protocol.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;

/**
 * Packs bodies, and unpacks them up to a cap. The JDK's GZIPInputStream lets anything follow the
 * end, so this reads RFC 1952 itself: one member, whole, and nothing after it.
 */
public final class BoundedGzip {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;
  private static final int RESERVED = 0xE0;

  private BoundedGzip() {}

  /** Packs a body; the same bytes for the same body. */
  public static byte[] deflate(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return packed.toByteArray();
  }

  /**
   * Unpacks a body.
   *
   * @param cap the most bytes that may come out (PLT-LNK-003)
   * @throws ProtocolException {@code too-large} beyond the cap; {@code malformed} for what is no
   *     gzip, is cut off, or goes on after its end (PLT-LNK-004)
   */
  public static byte[] inflate(byte[] packed, int cap) throws ProtocolException {
    ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
    skipHeader(in);
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, in.position(), in.remaining());
      byte[] body = inflate(inflater, cap);
      in.position(packed.length - inflater.getRemaining());
      checkTrailer(in, body);
      return body;
    } catch (DataFormatException e) {
      throw malformed("its data is damaged");
    } finally {
      inflater.end();
    }
  }

  private static byte[] inflate(Inflater inflater, int cap)
      throws DataFormatException, ProtocolException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8_192];
    while (!inflater.finished()) {
      int length = inflater.inflate(part);
      if (length == 0 && !inflater.finished()) {
        throw malformed("it is cut off");
      }
      // [PLT-LNK-003] before it is kept, so that a bomb costs one part of memory
      if (body.size() + length > cap) {
        throw new ProtocolException(
            ProblemType.TOO_LARGE,
            "PLT-LNK-003",
            "The body inflates to more than " + cap + " bytes; send less in one body");
      }
      body.write(part, 0, length);
    }
    return body.toByteArray();
  }

  private static void skipHeader(ByteBuffer in) throws ProtocolException {
    if (in.remaining() < HEADER + TRAILER) {
      throw malformed("it is too short");
    }
    boolean magic = in.get() == 0x1F && (in.get() & 0xFF) == 0x8B && in.get() == DEFLATE;
    int flags = in.get();
    if (!magic || (flags & RESERVED) != 0) {
      throw malformed("it does not begin as gzip does");
    }
    in.position(HEADER);
    if ((flags & EXTRA) != 0) {
      skip(in, 2);
      skip(in, in.getShort(in.position() - 2) & 0xFFFF);
    }
    if ((flags & NAME) != 0) {
      skipText(in);
    }
    if ((flags & COMMENT) != 0) {
      skipText(in);
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(in, 2);
    }
  }

  private static void skip(ByteBuffer in, int bytes) throws ProtocolException {
    if (in.remaining() < bytes) {
      throw malformed("its header is cut off");
    }
    in.position(in.position() + bytes);
  }

  private static void skipText(ByteBuffer in) throws ProtocolException {
    do {
      skip(in, 1);
    } while (in.get(in.position() - 1) != 0);
  }

  private static void checkTrailer(ByteBuffer in, byte[] body) throws ProtocolException {
    if (in.remaining() < TRAILER) {
      throw malformed("its end is cut off");
    }
    CRC32 crc = new CRC32();
    crc.update(body);
    if (in.getInt() != (int) crc.getValue() || in.getInt() != body.length) {
      throw malformed("its check sum does not fit");
    }
    if (in.hasRemaining()) {
      throw malformed(in.remaining() + " bytes follow its end");
    }
  }

  private static ProtocolException malformed(String why) {
    return new ProtocolException(
        ProblemType.MALFORMED, "PLT-LNK-004", "The body says that it is gzip, but " + why);
  }
}
