package io.platen.device.printer.web;

import io.platen.device.port.Streams;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Connections of another {@link Streams}, for readers that ask the same printers one after the
 * other: a port that refused one of them is not knocked at again by the next. Safe for use by many
 * threads.
 */
public final class ClosedPorts implements Streams {
  /** As long as the readers of one printer take together, as a rule. */
  static final Duration KNOWN_FOR = Duration.ofSeconds(30);

  private static final int MOST_PORTS = 400;

  private final Streams streams;
  private final InstantSource clock;
  private final Map<InetSocketAddress, Instant> closed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Instant> eldest) {
          return size() > MOST_PORTS;
        }
      };

  /**
   * @param clock tells when a port refused a connection
   */
  public ClosedPorts(Streams streams, InstantSource clock) {
    this.streams = streams;
    this.clock = clock;
  }

  @Override
  public Endpoint open() throws IOException {
    return new Knocking(streams.open());
  }

  /** A clock that went back knows of nothing that is closed. */
  private synchronized boolean isClosed(InetSocketAddress port, Instant now) {
    Instant since = closed.get(port);
    return since != null && !now.isBefore(since) && now.isBefore(since.plus(KNOWN_FOR));
  }

  private synchronized void isClosedSince(InetSocketAddress port, Instant now) {
    closed.remove(port);
    closed.put(port, now);
  }

  private final class Knocking implements Endpoint {
    private final Endpoint endpoint;

    Knocking(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public void connect(InetSocketAddress to, Duration patience)
        throws IOException, InterruptedException {
      if (isClosed(to, clock.instant())) {
        throw new ConnectException("It refused a connection a moment ago");
      }
      try {
        endpoint.connect(to, patience);
      } catch (ConnectException e) {
        isClosedSince(to, clock.instant());
        throw e;
      }
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration patience)
        throws IOException, InterruptedException {
      return endpoint.read(into, offset, length, patience);
    }

    @Override
    public void write(byte[] bytes, int offset, int length, Duration patience)
        throws IOException, InterruptedException {
      endpoint.write(bytes, offset, length, patience);
    }

    @Override
    public Duration elapsed() {
      return endpoint.elapsed();
    }

    @Override
    public void close() throws IOException {
      endpoint.close();
    }
  }
}
