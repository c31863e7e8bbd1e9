package io.platen.device.port;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The port to UDP. Nothing in the SDK opens a datagram socket but by it. */
public interface Datagrams {

  /** Opens an endpoint on a free local port; it belongs to one thread at a time. */
  Endpoint open() throws IOException;

  /**
   * Opens an endpoint for each link that this machine stands in, whose multicast datagrams go out
   * to that link and no further. Here it is one, for whichever link the system takes.
   */
  default List<Endpoint> openLinks() throws IOException {
    return List.of(open());
  }

  /**
   * Opens an endpoint at a local port of our choice, for what others send unasked.
   *
   * @param at a local address and port; port 0 takes a free one
   * @throws IOException when the port is taken or not permitted; the message says which
   */
  default Endpoint listen(InetSocketAddress at) throws IOException {
    throw new IOException("This network takes nothing that is sent unasked");
  }

  /** One local port, to send from and receive at. */
  interface Endpoint extends Closeable {

    /**
     * Sends one datagram. That nothing listens there, or that the network says so, is silence and
     * not a failure.
     *
     * @throws IOException when the datagram cannot leave this machine: no route, not permitted
     */
    void send(ByteBuffer payload, InetSocketAddress to) throws IOException;

    /**
     * Waits for the next datagram, at most {@code patience}; zero only looks.
     *
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    Optional<Datagram> receive(Duration patience) throws IOException, InterruptedException;

    /** Where others reach it, as far as it is known. */
    default Optional<InetSocketAddress> local() {
      return Optional.empty();
    }

    /** Time since the endpoint was opened. It never goes back, whatever happens to the clock. */
    Duration elapsed();
  }

  /** What arrived and from where; the payload is for reading only. */
  record Datagram(InetSocketAddress from, ByteBuffer payload) {
    public Datagram {
      payload = payload.asReadOnlyBuffer();
    }
  }
}
