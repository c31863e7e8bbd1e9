package io.platen.reference.bench;

import io.platen.device.Device;
import io.platen.device.DeviceConfig;
import io.platen.device.DeviceListener;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.Pem;
import io.platen.reference.stack.ServerAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device of the SDK that listens for traps, and remembers for each trap when the server had the
 * alert: the receipt says that it is committed.
 */
final class TrapLoad implements AutoCloseable, DeviceListener {
  private final Device device;
  private final Map<InetAddress, Long> sent = new HashMap<>();
  private final Map<Long, Long> onTheWay = new HashMap<>();
  private final List<Long> took = new ArrayList<>();
  private int told;
  private boolean ready;

  /**
   * @param folder for its keys and its memory
   */
  TrapLoad(ServerAddresses addresses, DeviceIdentity identity, Path folder) {
    Path certificate = folder.resolve("device.pem");
    Path key = folder.resolve("device.key");
    Pem.write(certificate, identity.certificate());
    Pem.write(key, identity.key());
    try {
      device =
          Device.open(
              DeviceConfig.builder()
                  .device(identity.device().toString())
                  .data(folder.resolve("data"))
                  .certificate(certificate, key)
                  .authority(addresses.authority())
                  .updateHosts(addresses.device())
                  .downloadHosts(addresses.device())
                  .traps(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                  .build(),
              this);
    } catch (IOException e) {
      throw new CommandFailure("The device does not start: " + e.getMessage(), e);
    }
  }

  Device device() {
    return device;
  }

  /** Begins, and waits until all printers are known to the server. */
  void start(int printers) throws InterruptedException {
    device.start();
    synchronized (this) {
      while (!ready || told < printers) {
        wait();
      }
    }
    while (device.traps().address().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  InetSocketAddress address() {
    return device.traps().address().orElseThrow();
  }

  /** A trap of this printer is on its way. */
  synchronized void sending(InetAddress printer) {
    sent.put(printer, System.nanoTime());
  }

  @Override
  public synchronized void reportStored(long sequence, int printers, int changed) {
    told = printers;
  }

  @Override
  public synchronized void alerted(PrinterSnapshot snapshot, long traps, long sequence) {
    Long began = sent.remove(snapshot.target().address().getAddress());
    if (began != null) {
      onTheWay.put(sequence, began);
    }
  }

  @Override
  public synchronized void uploaded(long sequence) {
    ready = true;
    Long began = onTheWay.remove(sequence);
    if (began != null) {
      took.add(System.nanoTime() - began);
    }
    notifyAll();
  }

  /** From datagrams to committed alerts, in nanoseconds, so far. */
  synchronized List<Long> took() {
    return List.copyOf(took);
  }

  /** Waits until so many alerts are committed, but no longer than that. */
  synchronized void await(int alerts, long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    while (took.size() < alerts && System.nanoTime() < end) {
      wait(100);
    }
  }

  @Override
  public void close() {
    device.close();
  }
}
