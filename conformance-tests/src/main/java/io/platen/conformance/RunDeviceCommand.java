package io.platen.conformance;

import io.platen.conformance.RunOptions.Claimed;
import io.platen.conformance.adapter.Adapter;
import io.platen.conformance.adapter.AdapterCommand;
import io.platen.conformance.adapter.ProcessAdapter;
import io.platen.conformance.claims.Ixit;
import io.platen.conformance.claims.Ixit.Driver;
import io.platen.conformance.engine.Run;
import io.platen.conformance.engine.Runner;
import io.platen.conformance.engine.Selection;
import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.report.Claim;
import io.platen.conformance.report.ResultsFolder;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.suite.DeviceSuite;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts servers on loopback, drives the device against them, and ends with what was found. */
@Command(
    name = "device",
    description = {
      "Runs the tests against a device.",
      "",
      "The adapter is an executable of the vendor. The suite calls it once a command:",
      "  ADAPTER COMMAND SESSION [ARGUMENT...]",
      "SESSION is a folder with device.properties (how the device reaches its hosts) and the keys.",
      "Commands:",
      "  init           forget all, and be set up as SESSION says",
      "  enrol CODE     enrol with an activation code",
      "  sync           ask for the sync document now",
      "  report         make a report now, and try once to send all that waits",
      "  pair HOST:PORT CODE",
      "                 find the local agent there, and pair with it",
      "  start          work by itself, as in the field",
      "  restart        let its power be cut and come back",
      "  apply          look for an update, and install it",
      "  agree RELEASE  agree, as somebody at the site, to a release",
      "  state          say what the device holds",
      "  clock SECONDS  let so much time pass",
      "  show FILE      write there the last report that it sent, in clear",
      "Each prints one line of JSON and ends with 0: {\"outcome\":\"done\",\"detail\":\"...\"}. Outcomes:",
      "  done, refused (by the device), failed (it tried), crashed (the device), unsupported.",
      "An adapter that crashes, hangs or prints anything else is an ERROR, never a refusal.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunDeviceCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init")
  private Reach reach;

  /** How to reach the device: in one form or the other. */
  private static final class Reach {
    @Option(
        names = "--adapter",
        paramLabel = "FILE",
        description = "The executable that drives the device.")
    private @Nullable Path adapter;

    @Option(
        names = "--ixit",
        paramLabel = "FILE",
        description = "The adapter and its limits as XML (\"schema ixit.xsd\").")
    private @Nullable Path ixit;

    Ixit ixit() throws ConfigurationException {
      return adapter != null
          ? Ixit.ofAdapter(adapter)
          : Ixit.read(Objects.requireNonNull(ixit, "The command line has one of the two"));
    }

    @Override
    public String toString() {
      return adapter != null ? "--adapter " + adapter : "--ixit " + ixit;
    }
  }

  @Mixin private final RunOptions options = new RunOptions();

  @Option(
      names = "--limit",
      split = ",",
      paramLabel = "COMMAND=SECONDS",
      description = "How long a command may take, e.g. report=300 for a device that is slow.")
  private Map<AdapterCommand, Integer> limits = Map.of();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws ConfigurationException, IOException {
    RunConsole console = new RunConsole(spec, "device");
    Selection selection = options.selection(Requirement.Role.DEVICE, DeviceSuite.catalogue());
    Optional<Integer> refusal = console.refusal(selection);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Claimed claimed = options.read(Requirement.Role.DEVICE, DeviceSuite.profiles());
    Ixit ixit = reach.ixit();
    Driver driver = ixit.device();
    Adapter driven = driven(driver);
    ResultsFolder folder = options.folder();
    PeerKeys keys = PeerKeys.make();
    Trials trials = options.trials();
    Runner runner =
        new Runner(
            now -> new DeviceUnderTest(driven, keys, trials),
            claimed.applicability(),
            InstantSource.system());
    Repetition repetition = options.repetition();
    PrintWriter out = spec.commandLine().getOut();
    Run run = repetition.run(told -> runner.run(selection.tests(), told), console::show, out);
    folder.write(claim(driver, claimed), run, options.papers(ixit));
    console.conclude(run, folder);
    return repetition.exitStatus(run, out);
  }

  private Adapter driven(Driver driver) throws ConfigurationException {
    Path file = driver.adapter();
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      throw new ConfigurationException(
          reach.toString(), List.of(file + " is no executable file; is it there, with chmod +x?"));
    }
    Map<AdapterCommand, Duration> times = new EnumMap<>(AdapterCommand.class);
    times.putAll(driver.limits());
    limits.forEach((command, seconds) -> times.put(command, Duration.ofSeconds(seconds)));
    return new ProcessAdapter(
        List.of(file.toAbsolutePath().toString()), times, InstantSource.system());
  }

  private Claim claim(Driver driver, Claimed claimed) throws IOException {
    return new Claim(
        "device",
        claimed.product(),
        "adapter " + driver.adapter().getFileName(),
        claimed.profiles(),
        DeviceSuite.coverage(),
        SuiteVersion.suite(),
        "java -jar platen-conformance.jar run device " + reach + options.again() + limited());
  }

  private String limited() {
    return limits.isEmpty()
        ? ""
        : limits.entrySet().stream()
            .map(each -> each.getKey().word() + "=" + each.getValue())
            .sorted()
            .collect(Collectors.joining(",", " --limit ", ""));
  }
}
