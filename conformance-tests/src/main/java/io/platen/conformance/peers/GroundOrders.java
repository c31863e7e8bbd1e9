package io.platen.conformance.peers;

import io.platen.conformance.wire.Body;
import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.live.LiveMessage.Commands;
import io.platen.protocol.live.LiveMessage.Envelope;
import io.platen.protocol.live.LiveMessage.SignedBytes;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a device is asked to do by its hosts, and what it says to that (chapter CMD). They let no
 * form of the channel through but the long poll, to which every device has to come in the end.
 */
public final class GroundOrders {
  public static final String LIVE = "/update/v1/live";
  public static final String POLL = LIVE + "/poll";
  public static final String RESULTS = "/update/v1/results";

  private static final Duration MOMENT = Duration.ofSeconds(2);

  /** A device whose waits move its own clock on may be hours ahead after some retries. */
  private static final Duration GOOD = Duration.ofDays(1);

  private static final String DOCUMENT = "application/vnd.platen+xml";

  /** As servers have it. */
  private static final Duration POLLED = Duration.ofSeconds(25);

  private final UUID device;
  private final Duration patience;
  private final InstantSource clock;
  private final PeerPki issuer;
  private final OrderSigner signer;
  private final OrderSigner stranger;
  private final Deque<LiveMessage> outgoing = new ArrayDeque<>();
  private final List<LiveMessage> heard = new ArrayList<>();
  private boolean takes = true;
  private @Nullable Reaction instead;
  private long counter;
  private long polls;
  private long handed;
  private long told = -1;

  /**
   * @param patience how long to wait for what a device does by itself
   */
  GroundOrders(PeerKeys keys, InstantSource clock, Duration patience) {
    this.patience = patience;
    this.device = keys.device();
    this.issuer = keys.devices();
    this.clock = clock;
    this.signer = keys.servers().orders();
    this.stranger = PeerPki.named("Strangers who command").orders();
  }

  /** The answers of one host. */
  void at(ScriptedServer host) {
    host.when(LIVE, Reaction.status(404));
    host.when(LIVE + "/events", Reaction.status(404));
    host.when(POLL, (asked, right) -> poll(asked.request().uri().getQuery()));
    host.when(RESULTS, (asked, right) -> result(asked.request().body()));
  }

  /** The next command of this kind, as it should be, for a day. */
  public Command next(String kind, Map<String, String> parameters) {
    java.time.Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Command(
        UUID.randomUUID(), device, nextCounter(), kind, now, now.plus(GOOD), parameters);
  }

  private synchronized long nextCounter() {
    return ++counter;
  }

  public Command order(String kind) {
    return order(next(kind, Map.of()), right -> right);
  }

  /** Signs a command, as it is or otherwise, and has the device told of it. */
  public Command order(Command command, UnaryOperator<SignedBytes> change) {
    return order(command, signer, change);
  }

  /** The same by somebody whom the device has no reason to trust. */
  public Command orderByStranger(Command command) {
    return order(command, stranger, right -> right);
  }

  /** The same by a stranger whose authority comes along; it may have the name of the right one. */
  public Command orderByStrangerOf(boolean rightName, Command command) {
    String name = issuer.certificate().getSubjectX500Principal().getName().substring(3);
    return orderBy(PeerPki.named(rightName ? name : "Strangers beside it"), command);
  }

  /** The same by who has issued the device's own certificate, and comes along. */
  public Command orderByIssuer(Command command) {
    return orderBy(issuer, command);
  }

  private Command orderBy(PeerPki authority, Command command) {
    OrderSigner by = authority.orders();
    SignedBytes file = new SignedBytes(by.sign(CommandCheck.ROLE, CommandCodec.write(command)));
    tell(new Commands(List.of(by.certificate(), authority.certificate()), List.of(file)));
    return command;
  }

  /** The server wants it no more. */
  public void cancel(Command command) {
    tell(new LiveMessage.Cancel(command.id()));
  }

  /** Whether the device has taken all that it was told: it has asked again since. */
  public synchronized boolean isHeard() {
    Supplier<Boolean> heard = () -> outgoing.isEmpty() && polls > handed;
    await(heard, patience.compareTo(MOMENT) < 0 ? patience : MOMENT);
    return heard.get();
  }

  private Command order(Command command, OrderSigner by, UnaryOperator<SignedBytes> change) {
    SignedBytes file = new SignedBytes(by.sign(CommandCheck.ROLE, CommandCodec.write(command)));
    tell(new Commands(List.of(by.certificate()), List.of(change.apply(file))));
    return command;
  }

  private synchronized void tell(LiveMessage message) {
    outgoing.add(message);
    notifyAll();
  }

  /** From now on the hosts have no word for a piece of a result, or have one again. */
  public synchronized void take(boolean all) {
    takes = all;
  }

  /** From now on a poll is answered like this; null for what is right. */
  public synchronized void answer(@Nullable Reaction other) {
    instead = other;
    notifyAll();
  }

  /** How long to wait for what a device does by itself. */
  Duration patience() {
    return patience;
  }

  /** The next document for the device, whatever its form of the channel. */
  synchronized Optional<LiveMessage> next() {
    return Optional.ofNullable(outgoing.poll());
  }

  /** A piece of a result that came over a channel. */
  synchronized void hear(LiveMessage piece) {
    heard.add(piece);
    notifyAll();
  }

  /** How often the device has asked. */
  public synchronized long polls() {
    return polls;
  }

  /** The highest counter that it has named with its last question; -1 before it has asked. */
  public synchronized long told() {
    return told;
  }

  private synchronized Reaction poll(String query) {
    long mine = ++polls;
    told = Long.parseLong(parameter(query, "last"));
    notifyAll();
    boolean waits = !"0".equals(parameter(query, "wait"));
    await(() -> mine != polls || instead != null || !outgoing.isEmpty(), waits ? POLLED : NOW);
    if (instead != null) {
      return instead;
    }
    // A question that came later is from the device as it is now; this one nobody waits for.
    @Nullable LiveMessage next = mine == polls ? outgoing.poll() : null;
    handed = next == null ? handed : mine;
    return next == null ? Reaction.status(204) : document(next);
  }

  private static final Duration NOW = Duration.ZERO;

  private static String parameter(String query, String name) {
    for (String each : query.split("&", -1)) {
      if (each.startsWith(name + "=")) {
        return each.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static Reaction document(LiveMessage message) {
    return new Reaction(200, Map.of("Content-Type", DOCUMENT), Body.of(LiveCodec.write(message)));
  }

  private synchronized Reaction result(Body body) {
    try {
      LiveMessage message = LiveCodec.read(body.bytes());
      heard.add(message);
      notifyAll();
      if (!takes) {
        return Reaction.status(503);
      }
      if (message instanceof CommandResult piece) {
        return document(new LiveMessage.Taken(piece.command(), piece.number()));
      }
      return message instanceof Envelope sealed
          ? document(new LiveMessage.Taken(sealed.command(), sealed.number()))
          : Reaction.problem(ProblemType.SCHEMA_VIOLATION);
    } catch (ProtocolException e) {
      return Reaction.problem(ProblemType.MALFORMED);
    }
  }

  /** All pieces that came, in order, again where they came again. */
  public synchronized List<LiveMessage> heard() {
    return List.copyOf(heard);
  }

  /** Those of one command that can be read, in order. */
  public synchronized List<CommandResult> pieces(Command command) {
    return heard.stream()
        .filter(CommandResult.class::isInstance)
        .map(CommandResult.class::cast)
        .filter(each -> each.command().equals(command.id()))
        .toList();
  }

  /** The piece that ended a command, once it has come; empty where none does. */
  public Optional<CommandResult> end(Command command) {
    Supplier<Optional<CommandResult>> last =
        () -> pieces(command).stream().filter(each -> each.stage().isEnd()).findFirst();
    synchronized (this) {
      await(() -> last.get().isPresent(), patience);
      return last.get();
    }
  }

  /** Whether this becomes so within a moment, by what comes from the device. */
  public synchronized boolean comes(Supplier<Boolean> what) {
    await(what, patience.compareTo(MOMENT) < 0 ? patience : MOMENT);
    return what.get();
  }

  /** Whether the device asks more than so often, within a moment. */
  public synchronized boolean isAsked(long more) {
    await(() -> polls > more, Duration.ofMillis(500));
    return polls > more;
  }

  private synchronized void await(Supplier<Boolean> what, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toMillis();
          left > 0 && !what.get();
          left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
