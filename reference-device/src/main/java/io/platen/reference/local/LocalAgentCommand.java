package io.platen.reference.local;

import io.platen.device.local.LocalAgent;
import io.platen.device.local.LocalPrinters;
import io.platen.device.port.DeviceFile;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.JdkStreams;
import io.platen.device.port.Storage;
import io.platen.device.printer.ipp.IppAt;
import io.platen.device.printer.ipp.IppReader;
import io.platen.device.printer.local.LocalAgents;
import io.platen.device.printer.local.LocalIdentity;
import io.platen.device.printer.local.Pairings;
import io.platen.device.printer.pjl.PjlAt;
import io.platen.device.printer.web.StoredPins;
import io.platen.device.printer.web.WebClient;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers devices for the printers that only this machine reaches. */
@Command(
    name = "local-agent",
    description = {
      "Answers a device of the same site for printers that only this machine reaches: by IPP over USB"
          + " (ipp-usb), through queues of CUPS, at any IPP address of this machine, or by PJL on a"
          + " device file. It reads them and writes to none.",
      "",
      "A device asks it only when somebody has paired the two: start it with --pair, and type the"
          + " code that it shows at the device (platen-device pair)."
    },
    footer = {
      "",
      "Ports below 1024 need a privilege: choose another one by --port, and name it to the device as"
          + " HOST:PORT.",
      "On Windows there is no ipp-usb and no device file: name IPP addresses. Printers that only the"
          + " spooler reaches cannot be read by Java alone."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class LocalAgentCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of its key and of the devices that it knows; made where there is none.")
  private Path data;

  @Option(
      names = "--listen",
      defaultValue = "0.0.0.0",
      paramLabel = "ADDRESS",
      description = "Address to listen at (default: ${DEFAULT-VALUE}).")
  private InetAddress listen;

  @Option(
      names = "--port",
      defaultValue = "" + LocalAgents.PORT,
      paramLabel = "PORT",
      description = "Port, by TCP and UDP (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--pair", description = "Shows a code for one device, good for ten minutes.")
  private boolean pair;

  @Option(
      names = "--no-ipp-usb",
      description = "Does not look for printers of ipp-usb at ports 60000 to 60015.")
  private boolean noIppUsb;

  @Option(
      names = "--cups",
      paramLabel = "QUEUE",
      description = "A queue of this machine's CUPS; may be given several times.")
  private List<String> queues = List.of();

  @Option(
      names = "--ipp",
      paramLabel = "URI",
      description =
          "An address such as ipp://localhost:8631/ipp/print; may be given several times.")
  private List<URI> addresses = List.of();

  @Option(
      names = "--pjl",
      paramLabel = "FILE",
      description = "A device file such as /dev/usb/lp0 of a printer that speaks PJL.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(LocalAgentCommand::thread);
    try (LocalAgent agent = start(threads)) {
      PrintWriter out = spec.commandLine().getOut();
      InetSocketAddress at = agent.address();
      out.println("Listening at " + at.getHostString() + ", port " + at.getPort());
      if (pair) {
        out.println("Pairing code, for one device and ten minutes: " + agent.pair().text());
      }
      out.flush();
      new CountDownLatch(1).await(); // until the process is ended
      return 0;
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot listen at " + listen.getHostAddress() + ", port " + port + ": " + e.getMessage());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "platen-local-agent");
    thread.setDaemon(true);
    return thread;
  }

  private LocalAgent start(ExecutorService threads) throws IOException {
    SecureRandom random = new SecureRandom();
    Storage storage = new FolderStorage(data);
    Pairings pairings = Pairings.open(storage, null, random);
    LocalIdentity own = pairings.identity();
    pairings.keep(own);
    return new LocalAgent.Builder(
            own,
            pairings,
            printers(storage, random),
            random,
            InstantSource.system(),
            "platen-device " + spec.root().version()[0].replaceFirst("^platen-device ", ""))
        .start(new InetSocketAddress(listen, port), threads);
  }

  private LocalPrinters printers(Storage storage, SecureRandom random) {
    StoredPins pins = new StoredPins(storage);
    IppAt ipp =
        new IppAt(
            new WebClient(new JdkStreams(), InstantSource.system(), pins, IppReader.LIMITS), pins);
    LocalPrinters printers = new LocalPrinters(InstantSource.system());
    if (!noIppUsb) {
      printers.withIppUsb(ipp);
    }
    queues.forEach(queue -> printers.withCups(ipp, queue));
    addresses.forEach(uri -> add(printers, ipp, uri));
    files.forEach(
        file -> printers.withPjl(new PjlAt(new DeviceFile(file), random), file.toString()));
    return printers;
  }

  private static void add(LocalPrinters printers, IppAt ipp, URI uri) {
    if (!"ipp".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new CommandFailure("--ipp " + uri + " is not as ipp://localhost:8631/ipp/print");
    }
    int at = uri.getPort() < 0 ? 631 : uri.getPort();
    InetSocketAddress address = new InetSocketAddress(uri.getHost(), at);
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new CommandFailure(
          "--ipp "
              + uri
              + " is not on this machine; a device reads printers in the network itself");
    }
    printers.withIpp(
        ipp, "ipp-" + at, address, Objects.requireNonNullElse(uri.getPath(), "/ipp/print"));
  }
}
