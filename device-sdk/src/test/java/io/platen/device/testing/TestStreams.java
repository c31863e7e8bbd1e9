package io.platen.device.testing;

import io.platen.device.port.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Connections whose other side is a function of what was sent, in a time that passes only where
 * something is waited for.
 */
public final class TestStreams implements Streams {
  private final Function<String, InputStream> peer;
  private final List<String> requests = new ArrayList<>();
  private Duration perByte = Duration.ZERO;
  private int connections;
  private long bytesRead;

  /**
   * @param peer what it answers to what was sent; null where it never answers
   */
  public TestStreams(Function<String, InputStream> peer) {
    this.peer = peer;
  }

  /** From now on each byte takes so long; none is waited for, all are there. */
  public TestStreams slow(Duration each) {
    perByte = each;
    return this;
  }

  /** What was sent, one text a connection. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections are open. */
  public int connections() {
    return connections;
  }

  /** How many bytes were taken from the other side, of all connections. */
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public Endpoint open() {
    connections++;
    return new Scripted();
  }

  private final class Scripted implements Endpoint {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private InputStream answer;
    private boolean asked;
    private Duration elapsed = Duration.ZERO;

    @Override
    public void connect(InetSocketAddress to, Duration patience) throws InterruptedException {
      demandNotInterrupted();
    }

    private static void demandNotInterrupted() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration patience)
        throws IOException, InterruptedException {
      demandNotInterrupted();
      if (!asked) {
        String request = sent.toString(StandardCharsets.ISO_8859_1);
        requests.add(request);
        answer = peer.apply(request);
        asked = true;
      }
      if (answer == null) {
        elapsed = elapsed.plus(patience);
        throw new SocketTimeoutException();
      }
      int read = answer.read(into, offset, perByte.isZero() ? length : 1);
      elapsed = elapsed.plus(perByte);
      bytesRead += Math.max(0, read);
      return read;
    }

    @Override
    public void write(byte[] bytes, int offset, int length, Duration patience) {
      sent.write(bytes, offset, length);
    }

    @Override
    public Duration elapsed() {
      return elapsed;
    }

    @Override
    public void close() {
      connections--;
    }
  }
}
