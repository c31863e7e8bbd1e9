package io.platen.device.live;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.WaitingPiece;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.LiveSockets;
import io.platen.device.port.Scheduler;
import io.platen.device.store.StoreException;
import io.platen.protocol.Limit;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one channel to the server open, for ever: opens it, hears what comes, sends what waits, and
 * opens it anew after a random wait. All of it is one thread, whatever happens on the way.
 */
public final class LiveChannel implements AutoCloseable {
  private static final Duration BASE = Limit.LIVE_BACK_OFF_BASE.duration();
  private static final Duration CAP = Limit.LIVE_BACK_OFF_CAP.duration();

  /** So long the better form is let be after it was not let through. */
  private static final Duration FORM_KEPT = Duration.ofHours(1);

  private final Opener opener;
  private final Supplier<List<URI>> hosts;
  private final CommandDesk desk;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Listener listener;
  private final Set<String> sent = new HashSet<>();

  /** Held while pieces are sent: one thread could overtake another. */
  private final ReentrantLock sending = new ReentrantLock();

  private @Nullable Carrier carrier;
  private boolean started;
  private boolean welcomed;
  private boolean allowed;
  private boolean closed;
  private Form form = Form.WEBSOCKET;
  private Duration formSince = Duration.ZERO;

  /** Opens a channel at a host in a form; the first word is the opener's. */
  @FunctionalInterface
  interface Opener {
    Carrier open(URI host, Form form, long last) throws IOException;
  }

  /** Hears how the channel is. */
  public interface Listener {
    /** It is open, and the server has said its first word. */
    default void opened(URI host, Form form) {}

    /** It is open no more, or could not be opened. */
    default void ended(String why) {}
  }

  /** Over real connections, in all forms. */
  public static LiveChannel of(
      Connections connections,
      LiveMessage.Hello self,
      Supplier<List<URI>> hosts,
      CommandDesk desk,
      Scheduler scheduler,
      SecureRandom random,
      Listener listener) {
    Opener opener =
        (host, form, last) -> {
          LiveMessage.Hello hello = new LiveMessage.Hello(self.device(), last, self.software());
          return switch (form) {
            case WEBSOCKET -> WebSocketCarrier.open(connections.sockets(), host, hello, random);
            case EVENTS -> EventsCarrier.open(connections, host, hello);
            case POLL -> new PollCarrier(connections, host, desk, scheduler);
          };
        };
    return new LiveChannel(opener, hosts, desk, scheduler, random, listener);
  }

  /**
   * Ways to the hosts.
   *
   * @param sockets for the WebSocket
   * @param streams for answers that last
   * @param results for what is posted meanwhile
   */
  public record Connections(LiveSockets sockets, Link streams, Link results) {}

  LiveChannel(
      Opener opener,
      Supplier<List<URI>> hosts,
      CommandDesk desk,
      Scheduler scheduler,
      RandomGenerator random,
      Listener listener) {
    this.opener = opener;
    this.hosts = hosts;
    this.desk = desk;
    this.scheduler = scheduler;
    this.random = random;
    this.listener = listener;
    desk.onNews(this::flush);
  }

  /** The server lets the device in: from now on there is a channel. [PLT-LIV-008] */
  public void allow() {
    synchronized (this) {
      allowed = true;
      notifyAll();
      if (started || closed) {
        return;
      }
      started = true;
    }
    scheduler.beside("live", this::run);
  }

  /** The server does not want the device now. */
  public void forbid() {
    synchronized (this) {
      allowed = false;
    }
    end();
  }

  private void run() throws InterruptedException {
    int failures = 0;
    while (awaitAllowed()) {
      boolean good = session(failures);
      failures = good ? 0 : failures + 1;
      // [PLT-LIV-005] After a good one, too: all devices of a server lose it at once.
      scheduler.pause(wait(failures, random));
    }
  }

  private synchronized boolean awaitAllowed() throws InterruptedException {
    while (!allowed && !closed) {
      wait();
    }
    return !closed;
  }

  static Duration wait(int failures, RandomGenerator random) {
    long ceiling = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(failures, 20));
    return Duration.ofMillis(random.nextLong(ceiling + 1));
  }

  /**
   * One channel from its opening to its end.
   *
   * @return whether the server has welcomed the device
   */
  private boolean session(int failures) {
    List<URI> all = hosts.get();
    URI host = all.get(failures % all.size());
    Form tried = form();
    boolean welcome = false;
    boolean alive = false;
    try (Carrier open = opener.open(host, tried, desk.last())) {
      begin(open);
      while (true) {
        LiveMessage message = open.receive().orElse(null);
        alive |= welcome;
        if (message instanceof LiveMessage.Welcome) {
          welcome = true;
          welcomed(tried);
          listener.opened(host, tried);
          flush();
        } else if (message != null) {
          hear(message);
        }
      }
    } catch (EndedException e) {
      ended(e);
    } catch (LinkFailedException e) {
      listener.ended(e.failure().message());
      // Where no WebSocket could be connected, no other form would get through either. A stream
      // of events that falls silent after its first word is one that something holds back.
      boolean silent = !alive && e.failure().kind() == LinkFailure.Kind.TIMED_OUT;
      if (welcome ? silent && tried == Form.EVENTS : tried != Form.WEBSOCKET) {
        fallBack(tried);
      }
    } catch (StoreException e) {
      listener.ended(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      listener.ended(String.valueOf(e.getMessage()));
      if (!welcome) {
        fallBack(tried);
      }
    } finally {
      begin(null);
    }
    return welcome;
  }

  private void ended(EndedException e) {
    if (e.why() == LiveClose.INACTIVE) {
      // [PLT-LIV-008] The next cycle finds out how the device stands.
      synchronized (this) {
        allowed = false;
      }
    }
    listener.ended(String.valueOf(e.getMessage()));
  }

  /** Something on the way may let another form through. */
  private synchronized void fallBack(Form tried) {
    if (tried == form && !closed && allowed) {
      form = tried.next();
      formSince = scheduler.elapsed();
    }
  }

  private synchronized Form form() {
    if (form != Form.WEBSOCKET && scheduler.elapsed().minus(formSince).compareTo(FORM_KEPT) > 0) {
      form = Form.WEBSOCKET; // what stood in the way may have gone
    }
    return form;
  }

  private synchronized void begin(@Nullable Carrier open) {
    carrier = open;
    welcomed = false;
    sent.clear();
    if (open != null && (closed || !allowed)) {
      open.close();
    }
  }

  private synchronized void welcomed(Form by) {
    welcomed = true;
    form = by;
    formSince = scheduler.elapsed();
  }

  private void hear(LiveMessage message) throws StoreException, IOException {
    if (message instanceof LiveMessage.Commands commands) {
      desk.heard(commands);
    } else if (message instanceof LiveMessage.Taken taken) {
      desk.taken(taken);
    } else if (message instanceof LiveMessage.Cancel cancel) {
      desk.cancel(cancel.command());
    } else if (message instanceof LiveMessage.Bye bye) {
      throw new EndedException(
          LiveClose.find(bye.reason()).orElse(null),
          "The server has ended the channel (" + bye.reason() + ")");
    }
  }

  /** Sends what waits and was not sent over this channel yet; without one it goes on waiting. */
  private void flush() {
    sending.lock();
    try {
      for (WaitingPiece piece : desk.waiting()) {
        Carrier open = toSend(piece);
        Optional<LiveMessage> answer = open == null ? Optional.empty() : open.send(piece);
        if (answer.isPresent()) {
          hear(answer.get());
        }
      }
    } catch (IOException e) {
      end(); // what was sent and not taken is sent over the next one
    } finally {
      sending.unlock();
    }
  }

  private synchronized @Nullable Carrier toSend(WaitingPiece piece) {
    boolean isNew = welcomed && sent.add(piece.command() + "/" + piece.number());
    return isNew ? carrier : null;
  }

  private void end() {
    Carrier open;
    synchronized (this) {
      open = carrier;
    }
    if (open != null) {
      open.close();
    }
  }

  /** Ends the channel, and what it does. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    end();
  }
}
