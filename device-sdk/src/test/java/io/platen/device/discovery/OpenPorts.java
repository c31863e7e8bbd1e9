package io.platen.device.discovery;

import io.platen.device.port.Streams;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports that take connections a while after they were asked for; all others stay silent. */
final class OpenPorts implements Streams {
  final List<InetSocketAddress> asked = new ArrayList<>();
  int open;
  int mostOpen;
  private final Set<InetSocketAddress> taking = new HashSet<>();
  private final Set<InetSocketAddress> refusing = new HashSet<>();

  OpenPorts taking(String host, int port) {
    taking.add(new InetSocketAddress(host, port));
    return this;
  }

  OpenPorts refusing(String host, int port) {
    refusing.add(new InetSocketAddress(host, port));
    return this;
  }

  @Override
  public Endpoint open() {
    open++;
    mostOpen = Math.max(mostOpen, open);
    return new Endpoint() {
      private boolean pending;

      @Override
      public void connect(InetSocketAddress to, Duration patience) throws IOException {
        if (refusing.contains(to)) {
          throw new ConnectException("Connection refused");
        }
        if (pending && taking.contains(to)) {
          return;
        }
        if (!pending) {
          asked.add(to);
        }
        pending = true;
        throw new SocketTimeoutException();
      }

      @Override
      public int read(byte[] into, int offset, int length, Duration patience) {
        throw new AssertionError("Nothing is read");
      }

      @Override
      public void write(byte[] bytes, int offset, int length, Duration patience) {
        throw new AssertionError("Nothing is written");
      }

      @Override
      public Duration elapsed() {
        return Duration.ZERO;
      }

      @Override
      public void close() {
        open--;
      }
    };
  }
}
