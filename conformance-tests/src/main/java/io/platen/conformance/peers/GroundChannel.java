package io.platen.conformance.peers;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The WebSocket of a device's hosts, and what came over it (chapter LIV). */
public final class GroundChannel {
  private static final Duration PING = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(90);
  private static final Duration SHORT_PING = Duration.ofSeconds(1);
  private static final Duration SHORT_IDLE = Duration.ofSeconds(2);

  /** For what a device does by itself, so long after each step of its clock. */
  private static final Duration MOMENT = Duration.ofMillis(400);

  /** Where all is done within a step, and only the way of a frame takes time. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private final GroundOrders orders;
  private final InstantSource clock;
  private final List<Optional<LiveMessage>> first = new ArrayList<>();
  private @Nullable Frames open;
  private int signs;
  private int answers;
  private boolean silent;
  private Duration ping = PING;
  private Duration idle = IDLE;

  private GroundChannel(GroundOrders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** Of hosts that have commands for the device; before it is set up. */
  public static GroundChannel of(DeviceGround ground, GroundOrders orders) {
    GroundChannel channel = new GroundChannel(orders, ground::now);
    for (ScriptedServer host : List.of(ground.first(), ground.second())) {
      host.when(GroundOrders.LIVE, (asked, right) -> upgrade(asked));
      host.when(GroundOrders.POLL, Reaction.status(404));
      host.talkBy(channel::talk);
    }
    return channel;
  }

  private static Reaction upgrade(ScriptedServer.Asked asked) {
    Optional<String> key =
        asked.request().headers().stream()
            .filter(each -> each.name().equalsIgnoreCase("Sec-WebSocket-Key"))
            .map(each -> each.value())
            .findFirst();
    if (key.isEmpty()) {
      return Reaction.status(426).with("Upgrade", "websocket");
    }
    return Reaction.status(101)
        .with("Upgrade", "websocket")
        .with("Connection", "Upgrade")
        .with("Sec-WebSocket-Accept", FakeFrames.accept(key.get()))
        .with("Sec-WebSocket-Protocol", LiveClose.SUBPROTOCOL);
  }

  /** One WebSocket. */
  private final class Frames extends FakeFrames {
    Frames(InputStream in, OutputStream out) {
      super(in, out);
    }

    @Override
    void pinged(byte[] payload) throws IOException {
      synchronized (GroundChannel.this) {
        signs++;
        GroundChannel.this.notifyAll();
        if (silent) {
          return;
        }
      }
      super.pinged(payload);
    }

    @Override
    void ponged() {
      synchronized (GroundChannel.this) {
        answers++;
        GroundChannel.this.notifyAll();
      }
    }
  }

  private void talk(InputStream in, OutputStream out) throws IOException {
    Frames frames = new Frames(in, out);
    try {
      Optional<byte[]> hello = frames.next();
      begin(frames, hello.flatMap(GroundChannel::read));
      for (Optional<byte[]> each = hello; each.isPresent(); each = frames.next()) {
        read(each.get()).filter(CommandResult.class::isInstance).ifPresent(this::take);
      }
    } finally {
      end(frames);
    }
  }

  private static Optional<LiveMessage> read(byte[] document) {
    try {
      return Optional.of(LiveCodec.read(document));
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  private synchronized void begin(Frames frames, Optional<LiveMessage> hello) throws IOException {
    first.add(hello);
    open = frames;
    frames.text(
        LiveCodec.write(
            new LiveMessage.Welcome(clock.instant().truncatedTo(ChronoUnit.MILLIS), ping, idle)));
    notifyAll();
  }

  private synchronized void end(Frames frames) {
    open = open == frames ? null : open;
    notifyAll();
  }

  private void take(LiveMessage piece) {
    orders.hear(piece);
    CommandResult result = (CommandResult) piece;
    send(LiveCodec.write(new LiveMessage.Taken(result.command(), result.number())));
  }

  /** The first word over each WebSocket, in order; empty for what is no document. */
  public synchronized List<Optional<LiveMessage>> first() {
    return List.copyOf(first);
  }

  public synchronized boolean isOpen() {
    return open != null;
  }

  /** Signs of life over all of them. */
  public synchronized int signs() {
    return signs;
  }

  /** How often the device has answered {@link #ping}. */
  public synchronized int answers() {
    return answers;
  }

  /**
   * From now on a welcome tells of the shortest silence, since some devices count by a clock of
   * theirs. On a machine with much else to do a channel may end by it that should not.
   */
  public synchronized void hurry() {
    ping = SHORT_PING;
    idle = SHORT_IDLE;
  }

  /** From now on not even a sign of life is answered, or they are again. */
  public synchronized void fallSilent(boolean now) {
    silent = now;
  }

  /** What the orders have for the device. */
  public void deliver() {
    orders.next().ifPresent(each -> send(LiveCodec.write(each)));
  }

  public void send(byte[] document) {
    with(frames -> frames.text(document));
  }

  public void ping() {
    with(FakeFrames::ping);
  }

  /** Ends it, in order. */
  public void end(LiveClose why) {
    with(frames -> frames.close(why.code()));
  }

  private synchronized void with(Word word) {
    Frames now = open;
    try {
      if (now != null) {
        word.say(now);
      }
    } catch (IOException e) {
      open = null; // the device has left
    }
  }

  /** What may come too late. */
  @FunctionalInterface
  private interface Word {
    void say(FakeFrames frames) throws IOException;
  }

  /** Whether this becomes so within a moment, by what comes from the device. */
  public synchronized boolean comes(Supplier<Boolean> what) {
    Duration moment = orders.patience().isZero() ? SHORT : MOMENT;
    long end = System.nanoTime() + moment.toNanos();
    try {
      for (long left = moment.toMillis();
          left > 0 && !what.get();
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return what.get();
  }
}
