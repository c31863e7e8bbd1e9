package io.platen.reference.bench;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.Tls;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** One device's WebSocket that mostly does nothing: no thread waits for it. */
final class LiveClient implements Closeable {
  private static final int TIMEOUT = 60_000;

  private final DeviceIdentity identity;
  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private LiveClient(DeviceIdentity identity, SSLSocket socket) throws IOException {
    this.identity = identity;
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Opens it, and returns when the server has welcomed the device. */
  static LiveClient open(ServerAddresses addresses, DeviceIdentity identity, long last)
      throws IOException {
    URI host = addresses.device();
    SSLSocket socket =
        (SSLSocket)
            Tls.trusting(addresses.authority(), identity)
                .getSocketFactory()
                .createSocket(host.getHost(), host.getPort());
    boolean open = false;
    try {
      socket.setSoTimeout(TIMEOUT);
      LiveClient client = new LiveClient(identity, socket);
      client.upgrade(host);
      client.send(new LiveMessage.Hello(identity.device(), last, "bench"));
      if (!(client.next() instanceof LiveMessage.Welcome)) {
        throw new IOException("The server's first word is no welcome");
      }
      open = true;
      return client;
    } finally {
      if (!open) {
        socket.close();
      }
    }
  }

  private void upgrade(URI host) throws IOException {
    String request =
        "GET /update/v1/live HTTP/1.1\r\nHost: "
            + host.getRawAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: "
            + LiveClose.SUBPROTOCOL
            + "\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line();
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new IOException("The server opens no channel: " + status);
    }
    while (!line().isEmpty()) {
      // fields that nobody needs here
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  DeviceIdentity identity() {
    return identity;
  }

  void send(LiveMessage message) throws IOException {
    frame(0x81, LiveCodec.write(message));
  }

  /** A sign of life that nobody has asked for: RFC 6455 section 5.5.3. */
  void sign() throws IOException {
    frame(0x8a, new byte[0]);
  }

  /** With a mask of zeros, which masks nothing and is one. */
  private synchronized void frame(int first, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload);
    out.write(frame.array(), 0, frame.position());
  }

  /** Waits for the next message. */
  LiveMessage next() throws IOException {
    while (true) {
      int kind = in.readUnsignedByte() & 0x0f;
      int told = in.readUnsignedByte() & 0x7f;
      long length = told == 126 ? in.readUnsignedShort() : told == 127 ? in.readLong() : told;
      byte[] payload = in.readNBytes((int) length);
      if (kind == 8) {
        throw new IOException("The server has closed the channel: " + reason(payload));
      }
      if (kind == 1) {
        try {
          return LiveCodec.read(payload);
        } catch (ProtocolException e) {
          throw new IOException(e);
        }
      }
    }
  }

  /** RFC 6455 section 5.5.1: a code of two octets, and words. */
  private static String reason(byte[] payload) {
    if (payload.length < 2) {
      return "no code";
    }
    int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
    return code + " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it has ended with the server
    }
  }
}
