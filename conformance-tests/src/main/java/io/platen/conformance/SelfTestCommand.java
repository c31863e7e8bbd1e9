package io.platen.conformance;

import io.platen.conformance.engine.Conclusion;
import io.platen.conformance.engine.TestResult;
import io.platen.conformance.mutants.DeviceSelfTest;
import io.platen.conformance.mutants.SelfTest;
import io.platen.conformance.mutants.SelfTest.Kill;
import io.platen.conformance.peers.DeviceFault;
import io.platen.conformance.peers.Fault;
import io.platen.conformance.peers.Mutation;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.suite.DeviceSuite;
import io.platen.conformance.suite.ServerSuite;
import io.platen.protocol.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows that the suite tells right from wrong. */
@Command(
    name = "self-test",
    header = "Tests the tests: against fakes that are right, and fakes that are wrong.",
    description = {
      "",
      "Starts a fake server on loopback that keeps to the protocol, which must pass every test, and then"
          + " one server for each fault that the suite knows, which must be caught by a test that"
          + " carries the id of the broken sentence; and the same with a fake device.",
      "",
      "Prints a line for each fault. Exit status 0 when all are caught, 1 when one is not or when a"
          + " right one failed, 3 when no fault was selected.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SelfTestCommand implements Callable<Integer> {
  @Option(
      names = "--fault",
      split = ",",
      paramLabel = "FAULT",
      description = "Only these faults, by name, or all of a requirement, by id (PLT-RPT-008).")
  private List<String> selected = List.of();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, ConfigurationException {
    List<Mutation> faults = faults();
    PrintWriter out = spec.commandLine().getOut();
    if (faults.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("No fault is called " + String.join(", ", selected) + "; known are:");
      err.println(all().map(Mutation::name).collect(Collectors.joining(", ", "  ", "")));
      err.flush();
      return Conclusion.INCONCLUSIVE.exitStatus();
    }
    Path folder = Files.createTempDirectory("platen-self-test");
    try {
      return run(folder, faults, out);
    } finally {
      delete(folder);
    }
  }

  private static int run(Path folder, List<Mutation> faults, PrintWriter out)
      throws IOException, ConfigurationException {
    List<TestResult> alarms = new ArrayList<>();
    SelfTest server =
        new SelfTest(ServerSuite.catalogue(), Set.copyOf(ServerSuite.profiles()), folder);
    if (faults.stream().anyMatch(Fault.class::isInstance)) {
      int tests = ServerSuite.catalogue().tests().size();
      alarms.addAll(show("server", tests, server.falseAlarms(), out));
    }
    DeviceSelfTest device = new DeviceSelfTest(DeviceSuite.catalogue(), DeviceSuite.profiles());
    if (faults.stream().anyMatch(DeviceFault.class::isInstance)) {
      int tests = DeviceSuite.catalogue().tests().size();
      alarms.addAll(show("device", tests, device.falseAlarms(), out));
    }
    List<Kill> kills = new ArrayList<>();
    for (Mutation fault : faults) {
      Kill kill =
          fault instanceof Fault ofServer
              ? server.kill(ofServer)
              : device.kill((DeviceFault) fault);
      kills.add(kill);
      show(kill, kills.size(), faults.size(), out);
    }
    return conclude(alarms, kills, out);
  }

  private static List<TestResult> show(
      String role, int tests, List<TestResult> alarms, PrintWriter out) {
    out.printf(
        Locale.ROOT, "The right %s passes %d of %d tests%n", role, tests - alarms.size(), tests);
    alarms.forEach(
        alarm ->
            out.println(
                "  "
                    + alarm.verdict()
                    + " "
                    + alarm.test().name()
                    + " "
                    + alarm.trouble().orElse("")
                    + alarm.broken()));
    out.flush();
    return alarms;
  }

  private static void show(Kill kill, int done, int all, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%3d/%d  %-8s %-36s %-12s %s%n",
        done,
        all,
        kill.isKilled() ? "caught" : "MISSED",
        kill.fault(),
        kill.fault().requirement().id(),
        kill.isKilled()
            ? kill.wanted() + " by " + String.join(", ", kill.caughtBy())
            : "no test of this id gives " + kill.wanted());
    out.flush();
  }

  static int conclude(List<TestResult> alarms, List<Kill> kills, PrintWriter out) {
    List<Kill> missed = kills.stream().filter(kill -> !kill.isKilled()).toList();
    Set<Requirement> covered = EnumSet.noneOf(Requirement.class);
    kills.forEach(kill -> covered.add(kill.fault().requirement()));
    out.println();
    out.printf(
        Locale.ROOT,
        "%d of %d faults caught, each by a test of its own id; they break %d requirements%n",
        kills.size() - missed.size(),
        kills.size(),
        covered.size());
    missed.forEach(
        kill -> out.println("MISSED " + kill.fault() + " " + kill.fault().requirement().id()));
    out.flush();
    return missed.isEmpty() && alarms.isEmpty() ? 0 : Conclusion.NOT_CONFORMANT.exitStatus();
  }

  private List<Mutation> faults() {
    if (selected.isEmpty()) {
      return all().toList();
    }
    List<String> wanted = selected.stream().map(each -> each.toUpperCase(Locale.ROOT)).toList();
    return all()
        .filter(each -> wanted.contains(each.name()) || wanted.contains(each.requirement().id()))
        .toList();
  }

  private static Stream<Mutation> all() {
    return Stream.concat(Arrays.stream(Fault.values()), Arrays.stream(DeviceFault.values()));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " with throw-away keys stays", e);
    }
  }
}
