package io.platen.device.discovery;

import io.platen.device.port.Datagrams;
import io.platen.device.port.Streams;
import io.platen.device.printer.snmp.usm.Heard;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;

/**
 * Looks whether anything is at addresses that gave nothing to the first credential of their entry:
 * it asks for the engine of SNMP v3, which names no user, and connects where the entry's readers
 * could. [PLT-SYN-048] The cheaper sign is looked for first, and no other where it is seen.
 */
final class Lookout {
  /** Shorter than the second after which a SYN is sent again: RFC 6298 section 2. */
  private static final Duration CONNECTION = Duration.ofMillis(900);

  /** Mostly one SYN; the 28 of a datagram's headers are counted anyway. */
  private static final int CONNECTION_BYTES = 32;

  private static final int MOST_CONNECTIONS = 64;
  private static final int IPP = 631;
  private static final int HTTPS = 443;

  /** Discovery names no user; this one is never sent. */
  private static final SnmpUser NOBODY =
      new SnmpUser("nobody", SnmpUser.Auth.NONE, "", SnmpUser.Priv.NONE, "", "");

  private static final Streams NO_STREAMS =
      () -> {
        throw new IOException("Connections are not looked for");
      };

  /** A connection that is being made. */
  private record Attempt(InetSocketAddress to, Streams.Endpoint stream, Duration due) {}

  private final Datagrams.Endpoint endpoint;
  private final Streams streams;
  private final Mail mail;
  private final Gait gait;
  private final Duration patience;
  private final Map<InetAddress, SignOfLife> signs = new LinkedHashMap<>();
  private final Deque<Attempt> attempts = new ArrayDeque<>();

  /**
   * @param streams null where no connection is to be made
   */
  Lookout(
      Datagrams.Endpoint endpoint,
      @Nullable Streams streams,
      RandomGenerator random,
      Pace pace,
      ScanPatience patience) {
    this.endpoint = endpoint;
    this.streams = streams == null ? NO_STREAMS : streams;
    this.mail = new Mail(random);
    this.gait = new Gait(pace, endpoint.elapsed());
    this.patience = patience.afterRetry();
  }

  /** Those that show one; the same address may stand there for several entries. */
  Map<InetAddress, SignOfLife> look(List<Tally.Unread> unread)
      throws IOException, InterruptedException {
    try {
      askAgents(unread);
      connect(unread, "ipp", IPP);
      connect(unread, "web", HTTPS);
      return signs;
    } finally {
      for (Attempt attempt : attempts) {
        attempt.stream().close();
      }
    }
  }

  private void askAgents(List<Tally.Unread> unread) throws IOException, InterruptedException {
    boolean asked = false;
    for (Tally.Unread each : unread) {
      for (int port : each.ground().portsToDiscover()) {
        if (isUnknown(each)) {
          askAgent(each, SnmpAccess.of(NOBODY, port));
          asked = true;
        }
      }
    }
    if (asked) {
      listen(endpoint.elapsed().plus(patience));
    }
  }

  private boolean isUnknown(Tally.Unread one) {
    return !one.isAlive() && !signs.containsKey(one.address());
  }

  private void askAgent(Tally.Unread each, SnmpAccess anybody)
      throws IOException, InterruptedException {
    listen(gait.next());
    Candidate candidate = new Candidate(each, List.of(anybody));
    ByteBuffer message = mail.write(candidate, anybody, new PDU(), engineClock());
    gait.sent(endpoint.elapsed(), message.remaining());
    endpoint.send(message, new InetSocketAddress(each.address(), anybody.port()));
  }

  private void connect(List<Tally.Unread> unread, String reader, int port)
      throws IOException, InterruptedException {
    for (Tally.Unread each : unread) {
      if (each.ground().allows(reader) && isUnknown(each)) {
        listen(gait.next());
        endAttempts(MOST_CONNECTIONS - 1);
        attempt(new InetSocketAddress(each.address(), port));
      }
    }
    endAttempts(0);
  }

  private void endAttempts(int left) throws IOException, InterruptedException {
    while (attempts.size() > left || isDue()) {
      listen(attempts.element().due());
      endAttempt();
    }
  }

  private boolean isDue() {
    Attempt oldest = attempts.peek();
    return oldest != null && oldest.due().compareTo(endpoint.elapsed()) <= 0;
  }

  private void attempt(InetSocketAddress to) throws InterruptedException {
    try {
      Streams.Endpoint stream = streams.open();
      attempts.add(new Attempt(to, stream, endpoint.elapsed().plus(CONNECTION)));
      gait.sent(endpoint.elapsed(), CONNECTION_BYTES);
      stream.connect(to, Duration.ZERO);
      signs.put(to.getAddress(), SignOfLife.CONNECTION);
    } catch (SocketTimeoutException e) {
      return; // on its way
    } catch (IOException e) {
      return; // refused, no route, no socket left: it is looked for in another way
    }
  }

  /** The oldest: whether it was taken meanwhile. It is closed in any way, and nothing was sent. */
  private void endAttempt() throws IOException, InterruptedException {
    Attempt attempt = attempts.remove();
    try (Streams.Endpoint stream = attempt.stream()) {
      InetAddress address = attempt.to().getAddress();
      if (!signs.containsKey(address)) {
        stream.connect(attempt.to(), Duration.ZERO);
        signs.put(address, SignOfLife.CONNECTION);
      }
    } catch (IOException e) {
      return; // not in time, or refused
    }
  }

  private void listen(Duration until) throws IOException, InterruptedException {
    Duration left = until.minus(endpoint.elapsed());
    while (!left.isNegative() && !left.isZero()) {
      endpoint.receive(left).ifPresent(this::hear);
      left = until.minus(endpoint.elapsed());
    }
  }

  private void hear(Datagrams.Datagram datagram) {
    gait.heard(endpoint.elapsed(), datagram.payload().remaining());
    mail.read(datagram, engineClock())
        .filter(arrived -> arrived.heard() instanceof Heard.AskAgain)
        .map(arrived -> arrived.request().candidate().address)
        .ifPresent(address -> signs.put(address, SignOfLife.AGENT));
  }

  private Instant engineClock() {
    return Instant.EPOCH.plus(endpoint.elapsed());
  }
}
