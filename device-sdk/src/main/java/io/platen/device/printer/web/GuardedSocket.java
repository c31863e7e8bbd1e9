package io.platen.device.printer.web;

import io.platen.device.port.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose time and bytes are bounded as a whole, whatever goes over it: a timeout from
 * byte to byte would wait without end for one byte a second, within a TLS record or a header too.
 * Counts what passes.
 */
public final class GuardedSocket extends Socket {
  /** Why it let no more through. */
  enum Stop {
    TIME_IS_OVER,
    TOO_MANY_BYTES,
    INTERRUPTED
  }

  private final Streams.Endpoint endpoint;
  private final Duration end;
  private final long mostIn;
  private long bytesIn;
  private long bytesOut;
  private @Nullable Stop stop;

  /**
   * @param end counts from when the endpoint was opened
   * @param mostIn bytes that are read at most
   */
  public GuardedSocket(Streams.Endpoint endpoint, Duration end, long mostIn) {
    this.endpoint = endpoint;
    this.end = end;
    this.mostIn = mostIn;
  }

  long bytesIn() {
    return bytesIn;
  }

  long bytesOut() {
    return bytesOut;
  }

  /** Null where nothing was stopped: TLS may have wrapped up the exception that says so. */
  @Nullable Stop stop() {
    return stop;
  }

  private Duration left() {
    return end.minus(endpoint.elapsed());
  }

  private IOException stopped(Stop why) {
    stop = why;
    return new InterruptedIOException("Stopped: " + why);
  }

  private int read(byte[] into, int offset, int length) throws IOException {
    if (bytesIn >= mostIn) {
      throw stopped(Stop.TOO_MANY_BYTES);
    }
    int fits = (int) Math.min(length, mostIn - bytesIn);
    Transfer<Integer> reading = left -> endpoint.read(into, offset, fits, left);
    int read = within(reading);
    bytesIn += Math.max(0, read);
    return read;
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    Transfer<Boolean> writing =
        left -> {
          endpoint.write(bytes, offset, length, left);
          return true;
        };
    within(writing);
    bytesOut += length;
  }

  private interface Transfer<T> {
    T run(Duration left) throws IOException, InterruptedException;
  }

  private <T> T within(Transfer<T> transfer) throws IOException {
    Duration left = left();
    if (left.isNegative() || left.isZero()) {
      throw stopped(Stop.TIME_IS_OVER);
    }
    try {
      return transfer.run(left);
    } catch (SocketTimeoutException e) {
      throw stopped(Stop.TIME_IS_OVER);
    } catch (InterruptedException e) {
      throw stopped(Stop.INTERRUPTED);
    }
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return length == 0 ? 0 : GuardedSocket.this.read(into, offset, length);
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        GuardedSocket.this.write(bytes, offset, length);
      }
    };
  }

  /** TLS goes only over what is connected, and this is. */
  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public synchronized void close() throws IOException {
    endpoint.close();
  }
}
