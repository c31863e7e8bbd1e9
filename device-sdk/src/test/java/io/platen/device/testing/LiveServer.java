package io.platen.device.testing;

import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import io.platen.protocol.xml.ProtocolException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Plays the server's side of a WebSocket channel over real mutual TLS, and does as a test says. */
public final class LiveServer implements AutoCloseable {
  private final SSLServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
  private final List<SSLSocket> sockets = new CopyOnWriteArrayList<>();
  private final Map<String, String> others = new ConcurrentHashMap<>();
  private volatile String instead = "";
  private volatile boolean greets = true;

  public LiveServer(TestAuthority.Issued own, X509Certificate deviceAuthority) {
    try {
      server =
          (SSLServerSocket)
              TestServer.tls(own, deviceAuthority)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      server.setNeedClientAuth(true);
      server.setEnabledProtocols(new String[] {"TLSv1.3"});
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    threads.execute(this::accept);
  }

  public URI address() {
    return URI.create("https://localhost:" + server.getLocalPort());
  }

  /** Answers that instead of opening a WebSocket; empty for opening one. */
  public void instead(String answer) {
    instead = answer;
  }

  /** Answers so to that path. */
  public void answers(String path, String answer) {
    others.put(path, answer);
  }

  /** Whether it says its first word. */
  public void greets(boolean does) {
    greets = does;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      String key = "";
      String request = line(in);
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        key = line.startsWith("Sec-WebSocket-Key: ") ? line.substring(19) : key;
      }
      String other = others.getOrDefault(request.split("[ ?]", 3)[1], "");
      if (!other.isEmpty()) {
        socket.getOutputStream().write(other.getBytes(StandardCharsets.ISO_8859_1));
        in.read(); // and says no more until the device goes
        return;
      }
      if (!instead.isEmpty()) {
        socket.getOutputStream().write(instead.getBytes(StandardCharsets.ISO_8859_1));
        return;
      }
      socket.getOutputStream().write(switching(key));
      Session session = new Session(socket.getOutputStream());
      session.read(in);
    } catch (IOException | GeneralSecurityException e) {
      // the test, or the device, has ended it
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  private static byte[] switching(String key) throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-1")
            .digest(
                (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
    return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(digest)
            + "\r\nSec-WebSocket-Protocol: "
            + LiveClose.SUBPROTOCOL
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The next channel that a device opens. */
  public Session next() throws InterruptedException {
    Session session = sessions.poll(20, TimeUnit.SECONDS);
    if (session == null) {
      throw new AssertionError("No device has opened a channel");
    }
    return session;
  }

  /** Whether no further channel was opened so far. */
  public boolean hasNoOther() {
    return sessions.isEmpty();
  }

  /** One channel. */
  public final class Session {
    private final OutputStream out;
    private final BlockingQueue<LiveMessage> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> controls = new LinkedBlockingQueue<>();

    private Session(OutputStream out) {
      this.out = out;
    }

    private void read(DataInputStream in) throws IOException {
      while (true) {
        int kind = in.readUnsignedByte() & 0x0f;
        int told = in.readUnsignedByte() & 0x7f;
        long length = told == 126 ? in.readUnsignedShort() : told == 127 ? in.readLong() : told;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
          payload[i] ^= mask[i & 3];
        }
        if (kind == 1) {
          text(payload);
        } else {
          controls.add(kind == 8 ? ByteBuffer.wrap(payload).getShort() & 0xffff : kind);
        }
      }
    }

    private void text(byte[] payload) throws IOException {
      try {
        LiveMessage message = LiveCodec.read(payload);
        if (message instanceof LiveMessage.Hello) {
          sessions.add(this);
          if (greets) {
            send(
                new LiveMessage.Welcome(
                    java.time.Instant.parse("2026-11-26T08:00:00Z"),
                    java.time.Duration.ofSeconds(1),
                    java.time.Duration.ofSeconds(3)));
          }
        }
        heard.add(message);
      } catch (ProtocolException e) {
        throw new IllegalStateException(e);
      }
    }

    public void send(LiveMessage message) throws IOException {
      frame(0x81, LiveCodec.write(message));
    }

    /** RFC 6455 section 5.2: a server masks nothing. */
    public synchronized void frame(int first, byte[] payload) throws IOException {
      ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) first);
      if (payload.length < 126) {
        frame.put((byte) payload.length);
      } else if (payload.length < 65_536) {
        frame.put((byte) 126).putShort((short) payload.length);
      } else {
        frame.put((byte) 127).putLong(payload.length);
      }
      out.write(frame.put(payload).array(), 0, frame.position());
    }

    /** The head of a message, of which nothing more comes. */
    public synchronized void announce(long length) throws IOException {
      ByteBuffer head = ByteBuffer.allocate(10).put((byte) 0x81).put((byte) 127).putLong(length);
      out.write(head.array());
    }

    public void order(OrderSigner signer, Command command) throws IOException {
      byte[] file = signer.sign(CommandCheck.ROLE, CommandCodec.write(command));
      send(
          new LiveMessage.Commands(
              List.of(signer.certificate()), List.of(new LiveMessage.SignedBytes(file))));
    }

    public void end(int code) throws IOException {
      frame(0x88, ByteBuffer.allocate(2).putShort((short) code).array());
    }

    /** What the device says next. */
    public LiveMessage heard() throws InterruptedException {
      LiveMessage message = heard.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("The device says nothing");
      }
      return message;
    }

    /** The next piece of a result, which is taken. */
    public CommandResult takes() throws InterruptedException, IOException {
      CommandResult piece = (CommandResult) heard();
      send(new LiveMessage.Taken(piece.command(), piece.number()));
      return piece;
    }

    /** The next frame that is no message: its kind, or the code of a close. */
    public int control() throws InterruptedException {
      Integer kind = controls.poll(20, TimeUnit.SECONDS);
      return kind == null ? -1 : kind;
    }
  }

  /** Ends all connections. */
  public void hangUp() throws IOException {
    for (SSLSocket each : sockets) {
      each.close();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SSLSocket each : sockets) {
        each.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    threads.shutdownNow();
  }
}
