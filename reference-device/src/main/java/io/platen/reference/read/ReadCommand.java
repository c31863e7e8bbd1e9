package io.platen.reference.read;

import io.platen.device.port.JdkDatagrams;
import io.platen.device.port.JdkStreams;
import io.platen.device.port.Scheduler;
import io.platen.device.port.Streams;
import io.platen.device.port.ThreadScheduler;
import io.platen.device.printer.CombinedReader;
import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.ipp.IppReader;
import io.platen.device.printer.pjl.PjlReader;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.snmp.Patience;
import io.platen.device.printer.snmp.SnmpReader;
import io.platen.device.printer.web.ClosedPorts;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.WebClient;
import io.platen.device.printer.web.WebLimits;
import io.platen.device.printer.web.WebReader;
import io.platen.protocol.registry.Readers;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import io.platen.reference.CommandFailure;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads printers and prints what they say. */
@Command(
    name = "read",
    header = "Reads printers and prints what they say.",
    description = {
      "",
      "Tries SNMP v2c first and v1 where that is not answered; with --user it speaks v3.",
      "Where SNMP lacks meters, levels or a serial number, it asks for the pages of the"
          + " printer's web server that its profile names; it never logs in.",
      "Exit status 1 when no printer answered.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class ReadCommand implements Callable<Integer> {
  private static final int MOST_AT_ONCE = 8;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Reads N times in one process; what is known is asked for what moves only.")
  private int repeat = 1;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Waits so long for an answer, twice (default: ${DEFAULT-VALUE}).")
  private int timeout = 5;

  @Option(
      names = "--readers",
      split = ",",
      paramLabel = "READER",
      description =
          "Who may ask: snmp, ipp, web, pjl (default: snmp,ipp,web); ipp alone where SNMP is off."
              + " What pjl asks may come out on paper where a printer does not speak PJL.")
  private List<String> readers = List.of();

  @Mixin private UserOptions access = new UserOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "[COMMUNITY@]HOST[:PORT]",
      description = "Community public and port 161 where they are left out.")
  private List<String> targets = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (repeat < 1 || timeout < 1) {
      throw new ParameterException(
          spec.commandLine(), "--repeat and --timeout are 1 at least, e.g. --repeat 2");
    }
    Scheduler limits = new ThreadScheduler("platen-read");
    List<Job> jobs = jobs(limits);
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST_AT_ONCE, jobs.size()));
    try {
      boolean answered = false;
      for (int round = 0; round < repeat; round++) {
        answered |= readAll(jobs, threads);
      }
      if (!answered) {
        throw new CommandFailure(
            "No printer answered. Check the address, the community or user, and that SNMP is on; where it"
                + " is off, ask by --readers ipp.");
      }
      return 0;
    } finally {
      threads.shutdownNow();
      limits.close();
    }
  }

  /** All that the SDK has, SNMP first; each target says which of them may ask. */
  private List<CombinedReader.Part> all() {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    CommandSets commandSets = new CommandSets();
    Pins pins = Pins.inMemory();
    Streams streams = new ClosedPorts(new JdkStreams(), clock);
    WebClient ipp = new WebClient(streams, clock, pins, IppReader.LIMITS);
    WebClient web = new WebClient(streams, clock, pins, WebLimits.PRINTER);
    Patience patience = new Patience(Duration.ofSeconds(timeout), 2);
    return List.of(
        new CombinedReader.Part(
            "snmp",
            new SnmpReader(
                new JdkDatagrams(), clock, random, patience, ProfileSet::bundled, commandSets)),
        new CombinedReader.Part("ipp", new IppReader(ipp, pins, clock, commandSets)),
        new CombinedReader.Part("web", new WebReader(web, clock, ProfileSet::bundled)),
        new CombinedReader.Part(
            "pjl", new PjlReader(new JdkStreams(), clock, random, commandSets)));
  }

  private Set<String> allowed() {
    for (String reader : readers) {
      if (Readers.registry().find(reader).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no reader '" + reader + "': --readers takes snmp, ipp, web and pjl");
      }
    }
    return readers.isEmpty() ? DiscoveryEntry.DEFAULT_READERS : Set.copyOf(readers);
  }

  private List<Job> jobs(Scheduler limits) {
    SnmpUser user = access.user().orElse(null);
    Set<String> allowed = allowed();
    PrinterReader reader = new CombinedReader(all(), limits, InstantSource.system());
    List<Job> jobs = new ArrayList<>();
    for (String typed : targets) {
      try {
        jobs.add(new Job(ReadTarget.parse(typed), allowed, user, reader));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
    return jobs;
  }

  /** Several at once, printed in the order in which they were asked for. */
  private boolean readAll(List<Job> jobs, ExecutorService threads) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean answered = false;
    List<Future<PrinterSnapshot>> readings = jobs.stream().map(threads::submit).toList();
    for (int i = 0; i < jobs.size(); i++) {
      PrinterSnapshot snapshot = await(readings.get(i));
      String typed = jobs.get(i).target.typed();
      out.println(json ? SnapshotJson.of(typed, snapshot) : SnapshotText.of(typed, snapshot));
      out.flush();
      answered |= snapshot.isReachable();
    }
    return answered;
  }

  private static PrinterSnapshot await(Future<PrinterSnapshot> reading)
      throws InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw new CommandFailure("A reading failed: " + e.getCause(), e);
    }
  }

  /** One printer, with the version that it has answered. */
  private static final class Job implements Callable<PrinterSnapshot> {
    private final ReadTarget target;
    private final Set<String> allowed;
    private final @Nullable SnmpUser user;
    private final PrinterReader reader;
    private Version version = Version.V2C;

    Job(ReadTarget target, Set<String> allowed, @Nullable SnmpUser user, PrinterReader reader) {
      this.target = target;
      this.allowed = allowed;
      this.user = user;
      this.reader = reader;
    }

    @Override
    public PrinterSnapshot call() throws InterruptedException {
      if (user != null) {
        return reader.read(target.by(user, allowed));
      }
      PrinterSnapshot snapshot = reader.read(target.by(version, allowed));
      if (!allowed.contains("snmp")
          || snapshot.isReachable()
          || version == Version.V1
          || snapshot.traffic().requests() == 0) {
        return snapshot;
      }
      PrinterSnapshot older = reader.read(target.by(Version.V1, allowed));
      if (older.isReachable()) {
        version = Version.V1;
      }
      return new PrinterSnapshot(
          older.target(), older.read(), older.known(), snapshot.traffic().plus(older.traffic()));
    }
  }
}
