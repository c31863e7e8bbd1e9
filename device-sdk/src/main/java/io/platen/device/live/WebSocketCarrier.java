package io.platen.device.live;

import io.platen.device.command.WaitingPiece;
import io.platen.device.link.HttpHead;
import io.platen.device.link.LiveSockets;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** The channel as a WebSocket. */
final class WebSocketCarrier implements Carrier {
  static final String PATH = "/update/v1/live";

  /** Until the server has said how long silence may last. [PLT-LIV-004] */
  static final Duration FIRST_WORD = Duration.ofSeconds(30);

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LONGEST_PROBLEM = 8_192;

  private final LiveSockets.Opened opened;
  private final SSLSocket socket;
  private final WebSocket frames;
  private Duration ping = FIRST_WORD;
  private Duration idle = FIRST_WORD;
  private Duration silent = Duration.ZERO;

  private WebSocketCarrier(LiveSockets.Opened opened, WebSocket frames) {
    this.opened = opened;
    this.socket = opened.socket();
    this.frames = frames;
  }

  /**
   * Opens one and says the first word.
   *
   * @throws IOException when something on the way lets none through, or the server wants none of
   *     this device: {@link EndedException} then
   */
  static WebSocketCarrier open(
      LiveSockets sockets, URI host, LiveMessage.Hello hello, SecureRandom random)
      throws IOException {
    LiveSockets.Opened opened = sockets.open(host);
    SSLSocket socket = opened.socket();
    boolean open = false;
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 2048);
      shakeHands(socket, in, host, random);
      WebSocket frames =
          new WebSocket(in, socket.getOutputStream(), random, (int) Limit.DOCUMENT_BYTES.value());
      // [PLT-LIV-001]
      frames.sendText(LiveCodec.write(hello));
      open = true;
      return new WebSocketCarrier(opened, frames);
    } finally {
      if (!open) {
        opened.end();
      }
    }
  }

  /** RFC 6455 section 4.1. */
  private static void shakeHands(SSLSocket socket, InputStream in, URI host, SecureRandom random)
      throws IOException {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    String request =
        "GET "
            + PATH
            + " HTTP/1.1\r\nHost: "
            + host.getRawAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
            + key
            + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: "
            + LiveClose.SUBPROTOCOL
            + "\r\nUser-Agent: platen-device\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    HttpHead head = HttpHead.read(in);
    if (head.status() != 101) {
      throw refused(head, in);
    }
    boolean right =
        head.field("sec-websocket-accept").filter(accept(key)::equals).isPresent()
            && head.field("sec-websocket-protocol")
                .filter(LiveClose.SUBPROTOCOL::equals)
                .isPresent();
    if (!right) {
      throw new IOException("What answers speaks another protocol over its WebSocket");
    }
  }

  private static IOException refused(HttpHead head, InputStream in) throws IOException {
    String type = head.field("content-type").orElse("");
    int length =
        head.field("content-length")
            .filter(each -> each.matches("[0-9]{1,4}"))
            .map(Integer::parseInt)
            .orElse(0);
    if (head.status() == 403 && type.startsWith("application/problem+xml") && length > 0) {
      try {
        Problem problem = ProblemCodec.read(in.readNBytes(Math.min(length, LONGEST_PROBLEM)));
        if (problem.type() == ProblemType.DEVICE_INACTIVE
            || problem.type() == ProblemType.CERTIFICATE_UNKNOWN) {
          return new EndedException(LiveClose.INACTIVE, String.valueOf(problem.detail()));
        }
      } catch (ProtocolException e) {
        // somebody else's answer
      }
    }
    return new IOException("No WebSocket is let through: " + head.line());
  }

  private static String accept(String key) {
    try {
      byte[] text = (key + GUID).getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }

  @Override
  public Optional<LiveMessage> receive() throws IOException {
    socket.setSoTimeout((int) Math.min(ping.toMillis(), idle.minus(silent).toMillis()));
    Optional<byte[]> message;
    try {
      message = frames.receive();
    } catch (SocketTimeoutException e) {
      // [PLT-LIV-006]
      silent = silent.plusMillis(socket.getSoTimeout());
      if (silent.compareTo(idle) >= 0) {
        throw new IOException("Nothing has come for " + silent.toSeconds() + " s", e);
      }
      frames.ping();
      return Optional.empty();
    } catch (WebSocket.ClosedException e) {
      throw new EndedException(
          LiveClose.find(e.code()).orElse(null), String.valueOf(e.getMessage()));
    }
    silent = Duration.ZERO;
    return message.isEmpty() ? Optional.empty() : Optional.of(read(message.get()));
  }

  private LiveMessage read(byte[] document) throws IOException {
    try {
      LiveMessage message = LiveCodec.read(document);
      if (message instanceof LiveMessage.Welcome welcome) {
        ping = welcome.ping();
        idle = welcome.idle();
      }
      return message;
    } catch (ProtocolException e) {
      // [PLT-LIV-010]
      frames.close(LiveClose.PROTOCOL.code());
      throw new IOException("The server breaks the protocol: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<LiveMessage> send(WaitingPiece piece) throws IOException {
    frames.sendText(LiveCodec.write(piece.document()));
    return Optional.empty();
  }

  @Override
  public void close() {
    frames.close(WebSocket.NORMAL);
    opened.end();
  }
}
