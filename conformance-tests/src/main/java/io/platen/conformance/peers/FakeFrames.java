package io.platen.conformance.peers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** The server's side of a WebSocket (RFC 6455): short text messages, pings, the close. */
class FakeFrames {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LONGEST = 256 * 1024;

  private final DataInputStream in;
  private final OutputStream out;

  FakeFrames(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /** RFC 6455 section 4.2.2: what shows the client that its key was read. */
  static String accept(String key) {
    try {
      byte[] text = (key + GUID).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }

  /** Waits for a whole message; empty when the client has closed. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      int first = in.read();
      if (first < 0) {
        return Optional.empty();
      }
      byte[] payload = payload();
      int kind = first & 0x0f;
      if (kind == CLOSE) {
        return Optional.empty();
      }
      if (kind == PING) {
        pinged(payload);
      } else if (kind == PONG) {
        ponged();
      } else {
        message.writeBytes(payload);
        if ((first & 0x80) != 0) {
          return Optional.of(message.toByteArray());
        }
      }
    }
  }

  /** Answers it. */
  void pinged(byte[] payload) throws IOException {
    frame(PONG, payload);
  }

  void ponged() {}

  void ping() throws IOException {
    frame(PING, new byte[0]);
  }

  private byte[] payload() throws IOException {
    int told = in.readUnsignedByte() & 0x7f;
    long length = told == 126 ? in.readUnsignedShort() : told == 127 ? in.readLong() : told;
    if (length > LONGEST) {
      throw new IOException("A frame of " + length + " bytes");
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      throw new EOFException("Half a frame");
    }
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  void text(byte[] utf8) throws IOException {
    frame(TEXT, utf8);
  }

  void close(int code) throws IOException {
    frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  private synchronized void frame(int kind, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) (0x80 | kind));
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else if (payload.length <= 0xffff) {
      frame.put((byte) 126).putShort((short) payload.length);
    } else {
      frame.put((byte) 127).putLong(payload.length);
    }
    frame.put(payload);
    out.write(frame.array(), 0, frame.position());
    out.flush();
  }
}
