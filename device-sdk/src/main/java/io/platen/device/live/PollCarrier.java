package io.platen.device.live;

import io.platen.device.command.CommandDesk;
import io.platen.device.command.WaitingPiece;
import io.platen.device.link.Answer;
import io.platen.device.port.Scheduler;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The channel as one long question after the other; what the device says is posted. */
final class PollCarrier implements Carrier {
  static final String PATH = "/update/v1/live/poll?last=";

  /** The rest of a question that does not wait. */
  static final String AT_ONCE = "&wait=0";

  /** A server holds a question for longer; what answers at once with nothing is none. */
  private static final Duration QUICK = Duration.ofSeconds(1);

  private static final int MOST_QUICK = 3;

  private final LiveChannel.Connections by;
  private final URI host;
  private final CommandDesk desk;
  private final Scheduler scheduler;
  private @Nullable LiveMessage waiting;
  private boolean welcomed;
  private int quick;
  private volatile boolean closed;

  PollCarrier(LiveChannel.Connections by, URI host, CommandDesk desk, Scheduler scheduler) {
    this.by = by;
    this.host = host;
    this.desk = desk;
    this.scheduler = scheduler;
  }

  @Override
  public Optional<LiveMessage> receive() throws IOException {
    LiveMessage first = waiting;
    waiting = null;
    if (first != null) {
      return Optional.of(first);
    }
    if (closed) {
      throw new IOException("The device ends its questions");
    }
    return welcomed ? ask("") : welcome();
  }

  /** The first question is answered at once; that it is stands for the server's first word. */
  private Optional<LiveMessage> welcome() throws IOException {
    waiting = ask(AT_ONCE).orElse(null);
    welcomed = true;
    quick = 0;
    return Optional.of(
        new LiveMessage.Welcome(Instant.EPOCH, Duration.ofSeconds(30), Duration.ofSeconds(90)));
  }

  private Optional<LiveMessage> ask(String more) throws IOException {
    Duration asked = scheduler.elapsed();
    Answer answer =
        by.streams().ask(host, PATH + desk.last() + more, (int) Limit.DOCUMENT_BYTES.value());
    return switch (answer.status()) {
      case 200 -> Optional.of(read(answer));
      case 204 -> nothing(scheduler.elapsed().minus(asked));
      case 403 -> throw ResultPost.refused(answer);
      default -> throw new IOException("The server answers a question with " + answer.status());
    };
  }

  private Optional<LiveMessage> nothing(Duration after) throws IOException {
    quick = after.compareTo(QUICK) < 0 ? quick + 1 : 0;
    if (quick >= MOST_QUICK) {
      throw new IOException("What answers does not let a question wait");
    }
    return Optional.empty();
  }

  static LiveMessage read(Answer answer) throws IOException {
    try {
      return LiveCodec.read(answer.body());
    } catch (ProtocolException e) {
      // [PLT-LIV-010]
      throw new IOException("The server breaks the protocol: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<LiveMessage> send(WaitingPiece piece) throws IOException {
    return Optional.of(ResultPost.send(by.results(), host, piece));
  }

  @Override
  public void close() {
    closed = true;
    by.streams().reconnect();
  }
}
