package io.platen.device.port;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** UDP by the JDK's non-blocking channels: no thread of its own. */
public final class JdkDatagrams implements Datagrams {
  /** What the system is asked to hold while we look away; it may hold less. */
  private static final int BURST_BYTES = 4 * 1024 * 1024;

  @Override
  public Endpoint open() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      return endpoint(channel, null);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Endpoint listen(InetSocketAddress at) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BURST_BYTES);
      return endpoint(channel, at);
    } catch (IOException e) {
      channel.close();
      throw new IOException("UDP port " + at.getPort() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** By IPv4, and with the TTL of 1 that the JDK gives to multicast. */
  @Override
  public List<Endpoint> openLinks() throws IOException {
    List<Endpoint> links = new ArrayList<>();
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      Optional<InetAddress> own =
          each.inetAddresses().filter(Inet4Address.class::isInstance).findFirst();
      if (own.isPresent() && each.isUp() && each.supportsMulticast() && !each.isLoopback()) {
        links.add(openAt(each, own.get()));
      }
    }
    return links;
  }

  private static Endpoint openAt(NetworkInterface link, InetAddress own) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, link);
      return endpoint(channel, new InetSocketAddress(own, 0));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static Endpoint endpoint(DatagramChannel channel, @Nullable InetSocketAddress at)
      throws IOException {
    channel.configureBlocking(false);
    channel.bind(at);
    Selector selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
    return new ChannelEndpoint(channel, selector);
  }

  private static final class ChannelEndpoint implements Endpoint {
    private static final int LARGEST_DATAGRAM = 65_535;

    private final DatagramChannel channel;
    private final Selector selector;
    private final long opened = System.nanoTime();
    private final ByteBuffer arriving = ByteBuffer.allocate(LARGEST_DATAGRAM);

    ChannelEndpoint(DatagramChannel channel, Selector selector) {
      this.channel = channel;
      this.selector = selector;
    }

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to) throws IOException {
      if (to.isUnresolved()) {
        throw new IOException("No address is known for host " + to.getHostString());
      }
      try {
        channel.send(payload.duplicate(), to);
      } catch (PortUnreachableException e) {
        // An ICMP answer to an earlier datagram, reported late: silence for whoever waits.
        return;
      }
    }

    @Override
    public Optional<Datagram> receive(Duration patience) throws IOException, InterruptedException {
      Duration end = elapsed().plus(patience);
      while (true) {
        if (Thread.interrupted()) {
          throw new InterruptedException("Interrupted while waiting for a datagram");
        }
        Optional<Datagram> arrived = poll();
        long left = end.minus(elapsed()).toMillis();
        if (arrived.isPresent() || (left <= 0 && end.compareTo(elapsed()) <= 0)) {
          return arrived;
        }
        selector.select(key -> {}, Math.max(1, left));
      }
    }

    private Optional<Datagram> poll() throws IOException {
      arriving.clear();
      try {
        if (channel.receive(arriving) instanceof InetSocketAddress from) {
          arriving.flip();
          return Optional.of(
              new Datagram(from, ByteBuffer.allocate(arriving.limit()).put(arriving).flip()));
        }
      } catch (PortUnreachableException e) {
        return Optional.empty();
      }
      return Optional.empty();
    }

    @Override
    public Optional<InetSocketAddress> local() {
      try {
        return channel.getLocalAddress() instanceof InetSocketAddress at
            ? Optional.of(at)
            : Optional.empty();
      } catch (IOException e) {
        return Optional.empty(); // it is closed
      }
    }

    @Override
    public Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - opened);
    }

    @Override
    public void close() throws IOException {
      try {
        selector.close();
      } finally {
        channel.close();
      }
    }
  }
}
