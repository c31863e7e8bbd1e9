package io.platen.device.local;

import io.platen.device.port.HostNames;
import io.platen.device.port.JdkDatagrams;
import io.platen.device.port.JdkStreams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.ipp.IppAt;
import io.platen.device.printer.ipp.IppReader;
import io.platen.device.printer.local.LocalAgents;
import io.platen.device.printer.local.LocalIdentity;
import io.platen.device.printer.local.Pairings;
import io.platen.device.printer.web.StoredPins;
import io.platen.device.printer.web.WebClient;
import io.platen.device.testing.TestStorage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** In the network of the printer of others: an agent before it, and a device before the agent. */
final class AgentReading {
  private AgentReading() {}

  /**
   * @param args where to write what was read, and the queue of CUPS where it is not a printer
   */
  public static void main(String[] args) throws Exception {
    SecureRandom random = new SecureRandom();
    InstantSource clock = InstantSource.system();
    StoredPins pins = new StoredPins(new TestStorage());
    IppAt ipp = new IppAt(new WebClient(new JdkStreams(), clock, pins, IppReader.LIMITS), pins);
    InetAddress here = InetAddress.getLoopbackAddress();
    LocalPrinters printers = new LocalPrinters(clock);
    if (args.length > 1) {
      printers.withCups(ipp, args[1]);
    } else {
      printers.withIpp(ipp, "usb", new InetSocketAddress(here, 631), "/ipp/print");
    }
    LocalIdentity own = LocalIdentity.make(random);
    Pairings known = Pairings.open(new TestStorage(), null, random);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (LocalAgent agent =
        new LocalAgent.Builder(own, known, printers, random, clock, "agent")
            .start(new InetSocketAddress(here, 0), threads)) {
      LocalIdentity device = LocalIdentity.make(random);
      LocalAgents agents =
          new LocalAgents(new JdkStreams(), new JdkDatagrams(), HostNames.JDK, random);
      Pairings.Peer peer =
          agents.pair(device, "127.0.0.1", agent.address().getPort(), agent.pair());
      List<PrinterSnapshot> read = agents.read(device, peer, clock.instant());
      for (int i = 0; i < 100 && read.isEmpty(); i++) {
        Thread.sleep(100); // until the printer of others is up
        read = agents.read(device, peer, clock.instant());
      }
      Files.writeString(Path.of(args[0]), read.toString());
    } finally {
      threads.shutdownNow();
    }
  }
}
