package io.platen.reference.bench;

import io.platen.protocol.report.Receipt;
import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.ServerAddresses;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Devices that upload as fast as they get their answers, each over one kept connection. */
final class IngestLoad implements AutoCloseable {
  private final URI host;
  private final List<Sender> senders = new ArrayList<>();
  private final ExecutorService threads;

  IngestLoad(ServerAddresses addresses, List<DeviceIdentity> devices) {
    host = addresses.device();
    threads = Executors.newFixedThreadPool(devices.size());
    devices.forEach(
        device -> senders.add(new Sender(new UploadClient(addresses, device), device.device())));
  }

  /** How long each upload took, in nanoseconds, of all devices. */
  List<Long> run(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Callable<List<Long>>> tasks = new ArrayList<>();
    senders.forEach(sender -> tasks.add(() -> sender.run(end)));
    List<Long> times = new ArrayList<>();
    for (Future<List<Long>> each : threads.invokeAll(tasks)) {
      try {
        times.addAll(each.get());
      } catch (ExecutionException e) {
        throw new CommandFailure("An upload failed: " + e.getCause(), e);
      }
    }
    return times;
  }

  /** Octets of a delta on the wire, without HTTP and TLS. */
  int bodySize() {
    return senders.get(0).reports.body(1_000_000, InstantSource.system().instant()).length;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private final class Sender {
    private final UploadClient client;
    private final SampleReports reports;
    private long sequence;

    Sender(UploadClient client, UUID device) {
      this.client = client;
      this.reports = new SampleReports(device, UUID.randomUUID());
    }

    List<Long> run(long end) throws IOException, InterruptedException {
      List<Long> times = new ArrayList<>();
      while (System.nanoTime() - end < 0) {
        sequence++;
        byte[] body = reports.body(sequence, InstantSource.system().instant());
        Receipt expected = new Receipt(reports.device(), reports.epoch(), sequence);
        long begin = System.nanoTime();
        client.upload(host, body, expected);
        times.add(System.nanoTime() - begin);
      }
      return times;
    }
  }
}
