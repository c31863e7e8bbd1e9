package io.platen.reference.simulate;

import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Plays printers until it is stopped. */
@Command(
    name = "simulate",
    header = "Plays printers from recordings, by SNMP v1 and v2c.",
    description = {
      "",
      "Each recording is one printer. Its counters grow and its supplies shrink with time. It"
          + " answers to the community 'public' on an address or port of its own, and to the name"
          + " of its recording as community on all of them.",
      "",
      "The control on loopback makes printers fail and print:",
      "  curl -X POST   URL/printers/1/alert -d '{\"code\":8}'    a paper jam",
      "  curl -X DELETE URL/printers/1/alert                    and it is gone",
      "  curl -X POST   URL/printers/1/print -d '{\"pages\":10}'  ten pages",
      "  curl           URL/printers                            what there is",
      ""
    },
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--recordings",
      paramLabel = "DIR",
      description = "Folder of *.snmprec files. Default: the invented printers of this program.")
  private @Nullable Path recordings;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      arity = "1..*",
      converter = Address.class,
      defaultValue = "127.0.0.1:1161",
      description = {
        "Address of the first printer, of the second, ...; port 0 takes a free one.",
        "Default: ${DEFAULT-VALUE}"
      })
  private List<InetSocketAddress> listen = List.of();

  @Option(
      names = "--next",
      defaultValue = "port",
      paramLabel = "port|address",
      description = {
        "Where printers go that have no --listen of their own: the next port, or the same port of"
            + " the next address.",
        "Default: ${DEFAULT-VALUE}"
      })
  private SimulatorOptions.Next next = SimulatorOptions.Next.PORT;

  @Option(
      names = "--control",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the control; 0, the default, takes a free one.")
  private int control;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "FACTOR",
      description = "How fast time runs for the printers; 0 stops it. Default: ${DEFAULT-VALUE}")
  private double speed;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "NUMBER",
      description = "The same number moves the printers in the same way. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Stops after N seconds. Default: runs until Ctrl-C.")
  private @Nullable Long seconds;

  @Override
  public void run() {
    List<Recording> played = recordings == null ? Recordings.shipped() : Recordings.of(recordings);
    SimulatorOptions options =
        new SimulatorOptions(listen, next, control, speed, seed, InstantSource.system());
    try (Simulator simulator = Simulator.start(played, options)) {
      print(simulator);
      await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(Simulator simulator) {
    PrintWriter out = spec.commandLine().getOut();
    for (Endpoint endpoint : simulator.endpoints()) {
      out.printf(
          java.util.Locale.ROOT,
          "%4d  %-21s  %s%n",
          endpoint.number(),
          endpoint.address().getAddress().getHostAddress() + ":" + endpoint.address().getPort(),
          endpoint.printer().name());
    }
    out.println("Control: " + simulator.controlUrl());
    out.flush();
  }

  /** Ctrl-C ends the process; its sockets go with it. */
  private void await() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    if (seconds == null) {
      never.await();
    } else if (never.await(Duration.ofSeconds(seconds).toSeconds(), TimeUnit.SECONDS)) {
      throw new CommandFailure("Stopped early");
    }
  }

  /** Reads HOST:PORT. */
  static final class Address implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
      int colon = value.lastIndexOf(':');
      String port = value.substring(colon + 1);
      if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
        throw new TypeConversionException("'" + value + "' is not HOST:PORT");
      }
      InetSocketAddress address =
          new InetSocketAddress(value.substring(0, colon), Integer.parseInt(port));
      if (address.isUnresolved()) {
        throw new TypeConversionException("The host of '" + value + "' is not known here");
      }
      return address;
    }
  }
}
