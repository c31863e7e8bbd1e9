package io.platen.device.trap;

import io.platen.device.port.Datagrams.Datagram;
import io.platen.device.port.Datagrams.Endpoint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes datagrams from one endpoint, opens them, answers informs, and makes hints of traps. It
 * empties the system's small buffer before it opens anything, into one of its own that is bounded
 * by number and bytes. Belongs to one thread.
 */
final class TrapIntake {
  private static final Logger LOG = System.getLogger(TrapIntake.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** RFC 3417 section 3.2.1 wants 484 bytes at least; this is more than one Ethernet frame. */
  static final int LONGEST_TRAP = 4096;

  static final int MOST_WAITING = 16_384;
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final Endpoint endpoint;
  private final TrapOpener opener;
  private final TrapDesk desk;
  private final Supplier<Duration> clock;
  private final Deque<Datagram> waiting = new ArrayDeque<>();
  private int bytes;
  private long received;
  private long handled;
  private long hints;
  private long strangers;
  private long idle;
  private long notAuthentic;
  private long malformed;
  private long dropped;

  TrapIntake(Endpoint endpoint, TrapOpener opener, TrapDesk desk, Supplier<Duration> clock) {
    this.endpoint = endpoint;
    this.opener = opener;
    this.desk = desk;
    this.clock = clock;
  }

  /** Works until it is interrupted or the endpoint fails. */
  void run() throws IOException, InterruptedException {
    while (true) {
      step();
    }
  }

  /** Takes what has arrived, or opens the oldest, or waits a while. */
  void step() throws IOException, InterruptedException {
    Optional<Datagram> arrived = endpoint.receive(waiting.isEmpty() ? PATIENCE : Duration.ZERO);
    if (arrived.isPresent()) {
      keep(arrived.get());
    } else if (!waiting.isEmpty()) {
      Datagram oldest = waiting.remove();
      bytes -= oldest.payload().remaining();
      handle(oldest);
    }
  }

  private synchronized void keep(Datagram datagram) {
    received++;
    int length = datagram.payload().remaining();
    if (length > LONGEST_TRAP) {
      handled++;
      malformed++;
    } else if (waiting.size() >= MOST_WAITING || bytes + length > MOST_BYTES) {
      dropped++;
    } else {
      waiting.add(datagram);
      bytes += length;
    }
  }

  private void handle(Datagram datagram) {
    Opened opened = opener.open(datagram.payload(), clock.get());
    boolean answers = count(datagram, opened);
    if (answers) {
      opened.reply().ifPresent(answer -> send(answer, datagram));
    }
  }

  /** Whether an answer is due: not to informs of strangers. */
  private synchronized boolean count(Datagram datagram, Opened opened) {
    handled++;
    switch (opened.what()) {
      case QUESTION -> {
        return true;
      }
      case NOT_AUTHENTIC -> {
        notAuthentic++;
        return true;
      }
      case MALFORMED -> {
        malformed++;
        return false;
      }
      default -> {
        return hint(datagram, opened);
      }
    }
  }

  private boolean hint(Datagram datagram, Opened opened) {
    if (opened.kind() == TrapKind.OTHER) {
      idle++;
      return opened.known();
    }
    boolean ours =
        desk.hint(datagram.from().getAddress(), opened.agent(), opened.known(), clock.get());
    hints += ours ? 1 : 0;
    strangers += ours ? 0 : 1;
    return ours || opened.known();
  }

  private void send(ByteBuffer answer, Datagram to) {
    try {
      endpoint.send(answer, to.from());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "No answer to " + to.from() + ": " + e.getMessage());
    }
  }

  synchronized TrapCounts counts(long readings) {
    return new TrapCounts(
        received, handled, hints, strangers, idle, notAuthentic, malformed, dropped, readings);
  }
}
