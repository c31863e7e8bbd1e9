package io.platen.device.live;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The client's side of RFC 6455 after its handshake: text messages, pings, the close. One thread
 * reads; any may write. What waits here is one message of bounded length.
 */
final class WebSocket {
  static final int NORMAL = 1000;
  static final int PROTOCOL = 1002;
  static final int NO_CODE = 1005;
  static final int TOO_LARGE = 1009;

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LONGEST_CONTROL = 125;

  private final DataInputStream in;
  private final OutputStream out;
  private final SecureRandom random;
  private final int longest;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final ReentrantLock writing = new ReentrantLock();
  private boolean within;

  /**
   * @param longest message in bytes
   */
  WebSocket(InputStream in, OutputStream out, SecureRandom random, int longest) {
    this.in = new DataInputStream(in);
    this.out = out;
    this.random = random;
    this.longest = longest;
  }

  /** The other side has ended it, or has to be left. */
  static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int code;

    ClosedException(int code, String message) {
      super(message);
      this.code = code;
    }

    /** RFC 6455 section 7.4.1. */
    int code() {
      return code;
    }
  }

  /**
   * Waits for one frame. Pings are answered here.
   *
   * @return a whole message, where this frame was its last; empty for anything else that came
   * @throws SocketTimeoutException where nothing came within the socket's timeout
   * @throws ClosedException when the other side closes, or breaks the protocol
   */
  Optional<byte[]> receive() throws IOException {
    int first = in.read(); // alone: a timeout here has taken nothing away
    if (first < 0) {
      throw new EOFException("The connection ended without a close");
    }
    try {
      return frame(first);
    } catch (SocketTimeoutException e) {
      throw new IOException("The connection stood still within a frame", e);
    }
  }

  private Optional<byte[]> frame(int first) throws IOException {
    boolean last = (first & 0x80) != 0;
    int kind = first & 0x0f;
    int second = in.readUnsignedByte();
    // RFC 6455 section 5.1: a server masks nothing; section 5.2: no extension was agreed on.
    if ((first & 0x70) != 0 || (second & 0x80) != 0) {
      throw fail(PROTOCOL, "A frame has bits that nobody asked for");
    }
    long length = length(second & 0x7f);
    return kind >= CLOSE ? control(kind, last, length) : data(kind, last, length);
  }

  private long length(int told) throws IOException {
    return told == 126 ? in.readUnsignedShort() : told == 127 ? in.readLong() : told;
  }

  private Optional<byte[]> control(int kind, boolean last, long length) throws IOException {
    if (!last || length > LONGEST_CONTROL) {
      throw fail(PROTOCOL, "A control frame is longer than it may be");
    }
    byte[] payload = in.readNBytes((int) length);
    switch (kind) {
      case PING -> send(PONG, payload);
      case PONG -> {} // that something came is all it says
      case CLOSE -> throw closed(payload);
      default -> throw fail(PROTOCOL, "A control frame of the unknown kind " + kind);
    }
    return Optional.empty();
  }

  private ClosedException closed(byte[] payload) {
    int code = payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort() & 0xffff;
    close(code == NO_CODE ? NORMAL : code);
    return new ClosedException(code, "The server has closed the channel (" + code + ")");
  }

  private Optional<byte[]> data(int kind, boolean last, long length) throws IOException {
    boolean begins = kind == TEXT;
    if ((!begins && kind != CONTINUATION) || begins == within) {
      throw fail(PROTOCOL, "A frame of the kind " + kind + " where none may be");
    }
    // [PLT-LIV-010] Before it is read: what is longer is never in memory.
    if (length < 0 || length > longest - message.size()) {
      throw fail(TOO_LARGE, "A message is longer than " + longest + " bytes");
    }
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      throw new EOFException("The connection ended within a message");
    }
    message.writeBytes(payload);
    within = !last;
    if (!last) {
      return Optional.empty();
    }
    byte[] whole = message.toByteArray();
    message.reset();
    return Optional.of(whole);
  }

  private ClosedException fail(int code, String message) {
    close(code);
    return new ClosedException(code, message);
  }

  void sendText(byte[] utf8) throws IOException {
    send(TEXT, utf8);
  }

  void ping() throws IOException {
    send(PING, new byte[0]);
  }

  /** Says so, unless a message is stuck; the connection itself is the caller's to end. */
  void close(int code) {
    if (!writing.tryLock()) {
      return;
    }
    try {
      out.write(masked(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array()));
      out.flush();
    } catch (IOException e) {
      // nobody hears it any more
    } finally {
      writing.unlock();
    }
  }

  /** RFC 6455 section 5.3: each frame of a client has a mask that nobody can foresee. */
  private void send(int kind, byte[] payload) throws IOException {
    byte[] frame = masked(kind, payload);
    writing.lock();
    try {
      out.write(frame);
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  private byte[] masked(int kind, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (0x80 | kind));
    if (payload.length <= LONGEST_CONTROL) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length <= 0xffff) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    byte[] mask = new byte[4];
    random.nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
