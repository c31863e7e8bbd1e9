package io.platen.server.live.boundary;

import io.platen.protocol.Limit;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.database.StorageException;
import io.platen.server.live.control.Channels;
import io.platen.server.live.control.DeviceChannel;
import io.platen.server.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The channel as a WebSocket; one object a connection. */
@ServerEndpoint(value = "/update/v1/live", subprotocols = LiveClose.SUBPROTOCOL)
@SuppressWarnings("NullAway.Init")
public class LiveSocket implements DeviceChannel {
  private static final Logger LOG = System.getLogger(LiveSocket.class.getName());

  /** For the first word: at least one whole beat. */
  private static final int STRANGE_FOR = 2;

  /** Documents that wait for a connection that takes none. */
  private static final int MOST_WAITING = 16;

  /**
   * Beats without a word, after which the device is asked, and after which it is gone. A timer of
   * the container's would leave a cancelled task behind for each word, and one that is set anew
   * while it is armed may still go off.
   */
  private static final int ASKED_AFTER = beats(Channels.IDLE.dividedBy(2));

  private static final int GONE_AFTER = beats(Channels.IDLE);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private Channels channels;
  private ResultDoor results;
  private Session session;
  private DevicePrincipal device;
  private Channels.@Nullable Open open;

  /** Not at its making: the container makes it without anything. */
  @Inject
  void use(Channels channels, ResultDoor results) {
    this.channels = channels;
    this.results = results;
  }

  @OnOpen
  public void opened(Session opened) {
    session = opened;
    if (!(opened.getUserPrincipal() instanceof DevicePrincipal principal)) {
      close(LiveClose.INACTIVE);
      return;
    }
    device = principal;
    opened.setMaxTextMessageBufferSize((int) Limit.DOCUMENT_BYTES.value());
    channels.awaitHello(this);
  }

  private static int beats(Duration silence) {
    return (int) silence.dividedBy(Channels.BEAT);
  }

  @OnMessage
  public void alive(PongMessage sign) {
    silent.set(0);
  }

  @OnMessage
  public void heard(String document) {
    silent.set(0);
    try {
      LiveMessage message = LiveCodec.read(document.getBytes(StandardCharsets.UTF_8));
      Channels.Open current = open;
      if (current == null && message instanceof LiveMessage.Hello hello) {
        begin(hello);
      } else if (current != null) {
        send(results.heard(device.device(), device.certificate(), message));
      } else {
        close(LiveClose.PROTOCOL);
      }
    } catch (ProtocolException | ProblemException e) {
      LOG.log(Level.DEBUG, "A device breaks the protocol", e);
      close(LiveClose.PROTOCOL);
    } catch (StorageException e) {
      close(LiveClose.LEAVING); // what was not stored is not taken, and comes again
    }
  }

  private void begin(LiveMessage.Hello hello) {
    if (!hello.device().equals(device.device().id())) {
      close(LiveClose.PROTOCOL);
      return;
    }
    open = channels.open(device.device(), device.certificate(), this, hello.last());
  }

  @OnClose
  public void closed() {
    Channels.Open current = open;
    if (current != null) {
      current.closed();
    } else {
      channels.forget(this);
    }
  }

  @OnError
  public void failed(Throwable why) {
    LOG.log(Level.DEBUG, "A channel broke", why);
  }

  @Override
  public String form() {
    return "WEBSOCKET";
  }

  @Override
  public void beat() {
    if (!session.isOpen()) {
      return; // what its request was may be another connection's by now
    }
    device.kept().beat();
    int beats = silent.incrementAndGet();
    if (beats > GONE_AFTER || (open == null && beats >= STRANGE_FOR)) {
      close(LiveClose.SILENT);
    } else if (beats >= ASKED_AFTER) {
      ask();
    }
  }

  private void ask() {
    try {
      session.getAsyncRemote().sendPing(NOTHING.duplicate());
    } catch (IOException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "A channel had ended", e);
    }
  }

  @Override
  public boolean send(LiveMessage message) {
    if (!session.isOpen() || waiting.incrementAndGet() > MOST_WAITING) {
      close(LiveClose.SILENT);
      return false;
    }
    String text = new String(LiveCodec.write(message), StandardCharsets.UTF_8);
    synchronized (this) {
      session.getAsyncRemote().sendText(text, sent -> waiting.decrementAndGet());
    }
    device.kept().release();
    return true;
  }

  @Override
  public void close(LiveClose why) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(why.code()), why.token()));
    } catch (IOException | IllegalStateException e) {
      LOG.log(Level.DEBUG, "A channel had ended", e);
    }
  }
}
