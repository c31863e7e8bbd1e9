package io.platen.device.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** TCP by the JDK's non-blocking channels: no thread of its own, and each wait has an end. */
public final class JdkStreams implements Streams {

  @Override
  public Endpoint open() throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      return new ChannelEndpoint(channel, selector, channel.register(selector, 0));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static final class ChannelEndpoint implements Endpoint {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long opened = System.nanoTime();

    ChannelEndpoint(SocketChannel channel, Selector selector, SelectionKey key) {
      this.channel = channel;
      this.selector = selector;
      this.key = key;
    }

    @Override
    public void connect(InetSocketAddress to, Duration patience)
        throws IOException, InterruptedException {
      if (to.isUnresolved()) {
        throw new IOException("No address is known for host " + to.getHostString());
      }
      Duration end = elapsed().plus(patience);
      boolean connected =
          channel.isConnectionPending() ? channel.finishConnect() : channel.connect(to);
      while (!connected) {
        await(SelectionKey.OP_CONNECT, end);
        connected = channel.finishConnect();
      }
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration patience)
        throws IOException, InterruptedException {
      Duration end = elapsed().plus(patience);
      ByteBuffer room = ByteBuffer.wrap(into, offset, length);
      int read = channel.read(room);
      while (read == 0 && length > 0) {
        await(SelectionKey.OP_READ, end);
        read = channel.read(room);
      }
      return read;
    }

    @Override
    public void write(byte[] bytes, int offset, int length, Duration patience)
        throws IOException, InterruptedException {
      Duration end = elapsed().plus(patience);
      ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
      channel.write(left);
      while (left.hasRemaining()) {
        await(SelectionKey.OP_WRITE, end);
        channel.write(left);
      }
    }

    private void await(int operation, Duration end) throws IOException, InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted while waiting for a connection");
      }
      Duration left = end.minus(elapsed());
      if (left.isNegative() || left.isZero()) {
        throw new SocketTimeoutException("Nothing came in time");
      }
      key.interestOps(operation);
      selector.select(ready -> {}, Math.max(1, left.toMillis()));
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
