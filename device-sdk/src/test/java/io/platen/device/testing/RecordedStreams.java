package io.platen.device.testing;

import io.platen.device.port.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Connections of another {@link Streams}, with what was sent over them and how long they took. */
public final class RecordedStreams implements Streams {
  private final Streams real;
  private final UnaryOperator<InetSocketAddress> way;
  private final List<InetSocketAddress> asked = new ArrayList<>();
  private final List<Duration> times = new ArrayList<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  /**
   * @param way to the peer that stands for a printer
   */
  public RecordedStreams(Streams real, UnaryOperator<InetSocketAddress> way) {
    this.real = real;
    this.way = way;
  }

  /** Where connections were asked for. */
  public List<InetSocketAddress> asked() {
    return List.copyOf(asked);
  }

  /** How long each connection lived. */
  public List<Duration> times() {
    return List.copyOf(times);
  }

  /** All that was ever sent. */
  public String sent() {
    return sent.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Endpoint open() throws IOException {
    Endpoint endpoint = real.open();
    return new Endpoint() {
      @Override
      public void connect(InetSocketAddress to, Duration patience)
          throws IOException, InterruptedException {
        asked.add(to);
        endpoint.connect(way.apply(to), patience);
      }

      @Override
      public int read(byte[] into, int offset, int length, Duration patience)
          throws IOException, InterruptedException {
        return endpoint.read(into, offset, length, patience);
      }

      @Override
      public void write(byte[] bytes, int offset, int length, Duration patience)
          throws IOException, InterruptedException {
        sent.write(bytes, offset, length);
        endpoint.write(bytes, offset, length, patience);
      }

      @Override
      public Duration elapsed() {
        return endpoint.elapsed();
      }

      @Override
      public void close() throws IOException {
        times.add(endpoint.elapsed());
        endpoint.close();
      }
    };
  }
}
