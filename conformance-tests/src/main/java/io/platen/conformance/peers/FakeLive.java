package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The live channels of the fake server (chapter LIV) in all three forms, and what it gets wrong.
 */
final class FakeLive {
  static final String PATH = "/update/v1/live";
  static final String RESULTS = "/update/v1/results";
  private static final String DOCUMENT = "application/vnd.platen+xml";
  private static final String EVENTS = "text/event-stream";
  private static final Duration PING = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(90);
  private static final int LIMIT = 256 * 1024;
  private static final byte[] EMPTY = {};

  private final FakeCommands commands;
  private final FakeResults results;
  private final FakeProtocol protocol;
  private final Optional<Fault> fault;
  private final Map<UUID, Open> byDevice = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Open> kept = new ArrayList<>();

  FakeLive(FakeCommands commands, FakeOpener opener, FakeProtocol protocol, Optional<Fault> fault) {
    this.commands = commands;
    this.results = new FakeResults(opener, fault);
    this.protocol = protocol;
    this.fault = fault;
  }

  /** One open channel. */
  private final class Open {
    private final FakeSender sender;
    private long last;

    Open(FakeSender sender, long last) {
      this.sender = sender;
      this.last = last;
    }

    void deliver() {
      FakeCommands.Outgoing out = commands.after(last);
      last = out.last();
      out.message().ifPresent(sender::send);
    }
  }

  /** What is answered on one of the paths of this chapter. */
  Answer answer(Incoming asked, String path, UUID device) throws IOException {
    return switch (path) {
      case PATH -> upgrade(asked);
      case PATH + "/events" -> Answer.of(200, EVENTS, EMPTY);
      case PATH + "/poll" -> poll(asked, device);
      case RESULTS -> result(asked, device);
      default -> protocol.problem(ProblemType.NOT_FOUND, null, "No such form of the channel");
    };
  }

  private static Answer upgrade(Incoming asked) {
    String key = asked.headers().getFirst("Sec-WebSocket-Key");
    if (key == null) {
      return new Answer(426, Map.of("Upgrade", "websocket"), EMPTY);
    }
    return new Answer(
        101,
        Map.of(
            "Upgrade",
            "websocket",
            "Connection",
            "Upgrade",
            "Sec-WebSocket-Accept",
            FakeFrames.accept(key),
            "Sec-WebSocket-Protocol",
            LiveClose.SUBPROTOCOL),
        EMPTY);
  }

  /** Whether a conversation follows the head of this answer. */
  static boolean isTalk(Answer answer) {
    return answer.status() == 101 || EVENTS.equals(answer.headers().get("Content-Type"));
  }

  /** The conversation, on the thread of its connection, until it ends. */
  void talk(Incoming asked, UUID device, InputStream in, OutputStream out) throws IOException {
    if (asked.headers().containsKey("Sec-WebSocket-Key")) {
      byWebSocket(asked, device, new FakeFrames(in, out));
    } else {
      Open channel = open(device, last(asked), FakeSender.events(out));
      in.transferTo(OutputStream.nullOutputStream()); // until the device leaves
      gone(device, channel);
    }
  }

  private void byWebSocket(Incoming asked, UUID device, FakeFrames frames) throws IOException {
    @Nullable Open channel = null;
    for (Optional<byte[]> heard = frames.next(); heard.isPresent(); heard = frames.next()) {
      LiveMessage message = read(heard.get());
      if (channel == null && message instanceof LiveMessage.Hello hello) {
        channel = open(device, hello.last(), FakeSender.frames(frames));
      } else if (channel != null
          && message instanceof CommandResult piece
          && mayTell(piece, device)) {
        heard(piece).ifPresent(channel.sender::send);
      } else if (channel != null && message instanceof LiveMessage.Envelope envelope) {
        heard(asked, device, envelope).ifPresent(channel.sender::send);
      } else {
        frames.close(LiveClose.PROTOCOL.code());
      }
    }
    gone(device, channel);
  }

  private static LiveMessage read(byte[] document) throws IOException {
    try {
      return LiveCodec.read(document);
    } catch (ProtocolException e) {
      throw new IOException(e);
    }
  }

  private boolean mayTell(CommandResult piece, UUID device) {
    return piece.device().equals(device) || has(Fault.TAKES_RESULTS_OF_OTHERS);
  }

  private synchronized Open open(UUID device, long last, FakeSender sender) {
    Open next = new Open(sender, last);
    Open before = byDevice.get(device);
    if (before != null && has(Fault.ENDS_THE_NEWER_CHANNEL)) {
      sender.end(LiveClose.REPLACED);
      return next;
    }
    if (before != null && has(Fault.KEEPS_OLDER_CHANNELS)) {
      kept.add(before);
    } else if (before != null) {
      before.sender.end(LiveClose.REPLACED);
    }
    byDevice.put(device, next);
    if (has(Fault.SENDS_COMMANDS_FIRST)) {
      next.deliver();
    }
    if (!has(Fault.SAYS_NO_WELCOME)) {
      sender.send(new LiveMessage.Welcome(Instant.now(), PING, IDLE));
    }
    if (has(Fault.SENDS_NEW_COMMANDS_ONLY)) {
      next.last = commands.after(last).last();
    } else {
      next.deliver();
    }
    return next;
  }

  private synchronized void gone(UUID device, @Nullable Open channel) {
    if (channel != null) {
      byDevice.remove(device, channel);
    }
  }

  /** Something was asked of a device. */
  synchronized void ring(UUID device) {
    kept.forEach(Open::deliver);
    Optional.ofNullable(byDevice.get(device)).ifPresent(Open::deliver);
  }

  /** A device is not active any more. */
  synchronized void end(UUID device) {
    Open open = has(Fault.LEAVES_CHANNELS_OPEN) ? null : byDevice.remove(device);
    if (open != null) {
      open.sender.end(
          has(Fault.ENDS_CHANNELS_WITH_ANY_CODE) ? LiveClose.LEAVING : LiveClose.INACTIVE);
    }
  }

  private Answer poll(Incoming asked, UUID device) {
    FakeSender.Question question = new FakeSender.Question();
    Open channel = open(device, last(asked), question);
    boolean waits = asked.parameter("wait").filter("0"::equals).isEmpty();
    Optional<byte[]> document = question.answer(waits);
    gone(device, channel);
    return document
        .map(each -> Answer.of(200, DOCUMENT, each))
        .orElseGet(() -> new Answer(204, Map.of(), EMPTY));
  }

  private static long last(Incoming asked) {
    return asked.parameter("last").map(Long::parseLong).orElse(0L);
  }

  private Answer result(Incoming asked, UUID device) throws IOException {
    LiveMessage message = read(asked.body().readNBytes(LIMIT));
    if (message instanceof LiveMessage.Envelope envelope) {
      return heard(asked, device, envelope)
          .map(each -> Answer.of(200, DOCUMENT, LiveCodec.write(each)))
          .orElseGet(() -> protocol.problem(ProblemType.SEAL_BROKEN, null, "It does not open"));
    }
    if (!(message instanceof CommandResult piece)) {
      return protocol.problem(ProblemType.SCHEMA_VIOLATION, "PLT-XML-016", "No result");
    }
    return mayTell(piece, device)
        ? heard(piece)
            .map(each -> Answer.of(200, DOCUMENT, LiveCodec.write(each)))
            .orElseGet(() -> new Answer(204, Map.of(), EMPTY))
        : protocol.problem(ProblemType.DEVICE_MISMATCH, null, "The result of another device");
  }

  private Optional<LiveMessage> heard(Incoming asked, UUID device, LiveMessage.Envelope envelope) {
    Optional<CommandResult> piece = results.open(asked, device, envelope);
    if (piece.isPresent()) {
      return heard(piece.get());
    }
    commands.unreadable(envelope.command());
    return has(Fault.REFUSES_BROKEN_RESULTS)
        ? Optional.empty()
        : Optional.of(new LiveMessage.Taken(envelope.command(), envelope.number()));
  }

  private synchronized Optional<LiveMessage> heard(CommandResult piece) {
    if (commands.heard(piece)) {
      protocol.activate(piece.device(), false);
    }
    boolean again = !taken.add(piece.command() + " " + piece.number());
    long number = piece.number() + (has(Fault.CONFIRMS_OTHER_PIECES) ? 1 : 0);
    return again && has(Fault.TAKES_RESULTS_ONCE)
        ? Optional.empty()
        : Optional.of(new LiveMessage.Taken(piece.command(), number));
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
