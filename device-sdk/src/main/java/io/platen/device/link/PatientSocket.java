package io.platen.device.link;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * [PLT-LNK-031] A socket that waits for an answer as a whole. A socket's own timeout counts from
 * octet to octet: whoever sends one now and then would be waited for without end, within a TLS
 * record, a handshake or a header too.
 */
final class PatientSocket extends Socket {
  /**
   * Octets that are thrown away when TLS is closed: Java takes what has come, for as long as more
   * comes meanwhile.
   */
  static final int MOST_LEFT = 64 * 1024;

  private final Supplier<Duration> clock;
  private final Duration patience;
  private final long enough;
  private volatile @Nullable Duration deadline;
  private volatile long received;
  private volatile boolean relaxed;
  private long left = MOST_LEFT;

  /**
   * @param clock time that has elapsed
   * @param patience from when the last octets were sent
   * @param enough octets within that time, for which it goes on as long again; [PLT-UPD-071]
   */
  PatientSocket(Supplier<Duration> clock, Duration patience, long enough) {
    this.clock = clock;
    this.patience = patience;
    this.enough = enough;
  }

  /** From now on what comes is no answer to what was sent: only {@code SO_TIMEOUT} counts. */
  void relax() {
    relaxed = true;
    deadline = null;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        received = 0;
        deadline =
            relaxed
                ? null
                : clock.get().plus(patience); // before: the answer may be quicker than this thread
        out.write(octets, offset, length);
      }
    };
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int octet = in.read();
        patient(octet < 0 ? octet : 1);
        return octet;
      }

      @Override
      public int read(byte[] octets, int offset, int length) throws IOException {
        return patient(in.read(octets, offset, length));
      }

      @Override
      public int available() throws IOException {
        return (int) Math.min(left, in.available());
      }

      @Override
      public long skip(long octets) throws IOException {
        long skipped = in.skip(Math.min(left, octets));
        left -= skipped;
        return skipped;
      }
    };
  }

  /** Reads are one thread's. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private int patient(int read) throws SocketTimeoutException {
    Duration end = deadline;
    if (read < 0 || end == null) {
      return read;
    }
    received += read;
    Duration now = clock.get();
    if (now.compareTo(end) > 0) {
      if (received < enough) {
        throw new SocketTimeoutException(
            "The answer did not end within " + patience.toSeconds() + " s");
      }
      received = 0;
      deadline = now.plus(patience);
    }
    return read;
  }
}
