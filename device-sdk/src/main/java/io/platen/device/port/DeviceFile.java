package io.platen.device.port;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A character device such as {@code /dev/usb/lp0}, as if it were a connection. Java cannot wait for
 * such a file with an end, so one thread for each file reads it as long as the process lives, and
 * what arrived while nobody asked is dropped with the next question.
 */
public final class DeviceFile implements Streams {
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 64;
  private static final byte[] END = {};

  private final Path path;
  private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(CHUNKS);
  private @Nullable FileOutputStream out;

  public DeviceFile(Path path) {
    this.path = path;
  }

  @Override
  public Endpoint open() {
    return new Line();
  }

  private synchronized FileOutputStream opened() throws IOException {
    FileOutputStream opened = out;
    if (opened == null) {
      FileInputStream in = new FileInputStream(path.toFile());
      opened = new FileOutputStream(path.toFile());
      out = opened;
      Thread reader = new Thread(() -> read(in), "platen-" + path.getFileName());
      reader.setDaemon(true);
      reader.start();
    }
    return opened;
  }

  private void read(FileInputStream in) {
    try (in) {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        arrived.put(Arrays.copyOf(chunk, read));
      }
      arrived.put(END);
    } catch (IOException e) {
      arrived.clear();
      arrived.add(END); // unplugged
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      out = null;
    }
  }

  private final class Line implements Endpoint {
    private final long opened = System.nanoTime();
    private byte[] held = END;
    private int taken;

    @Override
    public void connect(InetSocketAddress to, Duration patience) throws IOException {
      arrived.clear();
      opened();
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration patience)
        throws IOException, InterruptedException {
      if (taken == held.length) {
        byte[] next = arrived.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
        if (next == null) {
          throw new SocketTimeoutException(path + " says nothing");
        }
        if (next.length == 0) {
          return -1;
        }
        held = next;
        taken = 0;
      }
      int count = Math.min(length, held.length - taken);
      System.arraycopy(held, taken, into, offset, count);
      taken += count;
      return count;
    }

    @Override
    public void write(byte[] bytes, int offset, int length, Duration patience) throws IOException {
      FileOutputStream to = opened();
      to.write(bytes, offset, length);
      to.flush();
    }

    @Override
    public Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - opened);
    }

    @Override
    public void close() {
      held = END;
      taken = 0;
    }
  }
}
