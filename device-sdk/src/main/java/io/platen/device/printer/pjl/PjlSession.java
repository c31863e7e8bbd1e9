package io.platen.device.printer.pjl;

import io.platen.device.port.Streams;
import io.platen.device.printer.Traffic;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * One connection to a print port: users' jobs wait while it is open, so it is over in less than two
 * seconds whatever the printer does.
 */
final class PjlSession {
  /** From asking for the connection to giving it up. */
  static final Duration PATIENCE = Duration.ofMillis(1_800);

  /** Three answers are some 300 bytes. */
  static final int MOST_BYTES = 8_192;

  private static final Logger LOG = System.getLogger(PjlSession.class.getName());

  private final Streams streams;
  private final String echoed;
  private final long nonce;
  private final byte[] received = new byte[MOST_BYTES];
  private int count;
  private Traffic traffic = Traffic.NONE;

  PjlSession(Streams streams, long nonce) {
    this.streams = streams;
    this.nonce = nonce;
    this.echoed = PjlRequest.echoed(nonce);
  }

  /** What came of it, whole or not; empty where the printer does not speak PJL. */
  Optional<PjlAnswers> ask(InetSocketAddress printer) throws InterruptedException {
    try (Streams.Endpoint endpoint = streams.open()) {
      endpoint.connect(printer, PATIENCE);
      // 1. Does it speak PJL? Where it does not, no more is sent that it could print.
      send(endpoint, PjlRequest.echo(nonce));
      while (!isEchoed()) {
        receive(endpoint);
      }
      // 2. All questions at once, and what comes in time.
      send(endpoint, PjlRequest.all());
      while (!answers().areComplete()) {
        receive(endpoint);
      }
    } catch (IOException e) {
      // No connection, broken off, too slow or too long: what came until then counts.
      LOG.log(Level.DEBUG, () -> "PJL with " + printer + " ended: " + e.getMessage());
    }
    return isEchoed() ? Optional.of(answers()) : Optional.empty();
  }

  private void send(Streams.Endpoint endpoint, byte[] message)
      throws IOException, InterruptedException {
    traffic = traffic.plus(new Traffic(1, message.length, 0));
    endpoint.write(message, 0, message.length, left(endpoint));
  }

  private void receive(Streams.Endpoint endpoint) throws IOException, InterruptedException {
    if (count == received.length) {
      throw new IOException("it sent more than " + MOST_BYTES + " bytes");
    }
    int read = endpoint.read(received, count, received.length - count, left(endpoint));
    if (read < 0) {
      throw new EOFException("it ended the connection");
    }
    count += read;
    traffic = traffic.plus(new Traffic(0, 0, read));
  }

  private static Duration left(Streams.Endpoint endpoint) throws SocketTimeoutException {
    Duration left = PATIENCE.minus(endpoint.elapsed());
    if (left.isNegative() || left.isZero()) {
      throw new SocketTimeoutException("its time is over");
    }
    return left;
  }

  private boolean isEchoed() {
    return PjlAnswers.isEchoed(bytes(), echoed);
  }

  private PjlAnswers answers() {
    return PjlAnswers.of(bytes(), echoed);
  }

  private byte[] bytes() {
    return Arrays.copyOf(received, count);
  }

  Traffic traffic() {
    return traffic;
  }
}
