package io.platen.reference.bench;

import io.platen.protocol.report.Receipt;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.ServerAddresses;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Devices that upload one report after another. A report that was not acknowledged is sent again,
 * the same octets, until it is: as a device does, with shorter pauses.
 */
final class KillLoad implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final List<Sender> senders = new ArrayList<>();
  private final List<Future<?>> running = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch enough = new CountDownLatch(1);
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong resent = new AtomicLong();
  private volatile URI host;

  KillLoad(ServerAddresses addresses, List<DeviceIdentity> devices) {
    this.host = addresses.device();
    for (DeviceIdentity device : devices) {
      Sender sender = new Sender(new UploadClient(addresses, device), device.device());
      senders.add(sender);
    }
  }

  void start() {
    senders.forEach(sender -> running.add(threads.submit(sender)));
  }

  /** Where the server answers after a new start. */
  void moveTo(URI newHost) {
    host = newHost;
  }

  long acknowledged() {
    return acknowledged.get();
  }

  long resent() {
    return resent.get();
  }

  /** The server keeps the devices waiting: nobody may fail for another reason. */
  void check() throws InterruptedException {
    for (Future<?> each : running) {
      if (each.isDone()) {
        rethrow(each);
      }
    }
  }

  /** Lets each device finish its report; answers what was acknowledged, by device. */
  List<Acknowledged> finish() throws InterruptedException {
    enough.countDown();
    for (Future<?> each : running) {
      rethrow(each);
    }
    return senders.stream()
        .map(s -> new Acknowledged(s.reports.device(), s.reports.epoch(), s.last))
        .toList();
  }

  private static void rethrow(Future<?> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Sequences 1 to {@code last} of the epoch were acknowledged, each of them. */
  record Acknowledged(UUID device, UUID epoch, long last) {}

  private final class Sender implements Runnable {
    private final UploadClient client;
    private final SampleReports reports;
    private volatile long last;

    Sender(UploadClient client, UUID device) {
      this.client = client;
      this.reports = new SampleReports(device, UUID.randomUUID());
    }

    @Override
    public void run() {
      try {
        while (enough.getCount() > 0) {
          long next = last + 1;
          send(next, reports.body(next, InstantSource.system().instant()));
          last = next;
          acknowledged.incrementAndGet();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void send(long sequence, byte[] body) throws InterruptedException {
      Receipt expected = new Receipt(reports.device(), reports.epoch(), sequence);
      while (true) {
        try {
          client.upload(host, body, expected);
          return;
        } catch (IOException e) {
          resent.incrementAndGet();
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    }
  }
}
