package io.platen.device.port;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The port to TCP as a client, for what asks printers. */
public interface Streams {

  /** Opens an endpoint that is not yet connected; it belongs to one thread at a time. */
  Endpoint open() throws IOException;

  /**
   * One connection. What does not happen within its patience throws {@link
   * java.net.SocketTimeoutException}; a patience of zero or less only looks.
   */
  interface Endpoint extends Closeable {

    /**
     * Connects. Called again after it took too long, it goes on waiting for the same connection.
     *
     * @throws IOException when nothing takes the connection: refused, no route, not in time
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    void connect(InetSocketAddress to, Duration patience) throws IOException, InterruptedException;

    /**
     * Waits for some bytes.
     *
     * @return how many were read; -1 where the other side has ended
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    int read(byte[] into, int offset, int length, Duration patience)
        throws IOException, InterruptedException;

    /**
     * Writes all of it.
     *
     * @throws InterruptedException when the thread is interrupted before or while it waits
     */
    void write(byte[] bytes, int offset, int length, Duration patience)
        throws IOException, InterruptedException;

    /** Time since the endpoint was opened. It never goes back, whatever happens to the clock. */
    Duration elapsed();
  }
}
