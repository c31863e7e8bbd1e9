package io.platen.conformance;

import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.subject.Pace;
import io.platen.conformance.subject.Trials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How far the extra tests go. */
final class TrialOptions {
  private static final double MOST_HOURS = 24 * 365;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Profile fuzz: the first case (default: ${DEFAULT-VALUE}).")
  private long seed = Trials.DEFAULT.seed();

  @Option(
      names = "--cases",
      paramLabel = "N",
      description = "Profile fuzz: how many, for each test (default: ${DEFAULT-VALUE}).")
  private int cases = Trials.DEFAULT.cases();

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "Profile soak: how long, e.g. 0.1 (default: ${DEFAULT-VALUE}).")
  private double hours = Trials.DEFAULT.soak().toHours();

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Profile performance: how many of each kind (default: ${DEFAULT-VALUE}).")
  private int requests = Trials.DEFAULT.requests();

  /** What of it is not as usual, as the command line has it. */
  String again() {
    Trials usual = Trials.DEFAULT;
    StringBuilder out = new StringBuilder();
    if (seed != usual.seed()) {
      out.append(" --seed ").append(seed);
    }
    if (cases != usual.cases()) {
      out.append(" --cases ").append(cases);
    }
    if (hours != usual.soak().toHours()) {
      out.append(" --hours ").append(hours);
    }
    if (requests != usual.requests()) {
      out.append(" --requests ").append(requests);
    }
    return out.toString();
  }

  Trials read() throws ConfigurationException {
    List<String> faults = new ArrayList<>();
    if (cases < 1) {
      faults.add("--cases must be at least 1");
    }
    if (requests < 1) {
      faults.add("--requests must be at least 1");
    }
    if (!(hours > 0 && hours <= MOST_HOURS)) {
      faults.add("--hours must be more than 0, and at most a year");
    }
    if (!faults.isEmpty()) {
      throw new ConfigurationException("The command line", faults);
    }
    Duration soak = Duration.ofMillis(Math.max(1, Math.round(hours * 3_600_000)));
    return new Trials(seed, cases, soak, requests, Pace.REAL);
  }
}
