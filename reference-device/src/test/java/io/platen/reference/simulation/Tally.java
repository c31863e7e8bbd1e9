package io.platen.reference.simulation;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a number of runs came to, and what it cost. */
final class Tally {
  private static final double YEAR_HOURS = 8766;

  private final long begun = System.nanoTime();
  private final long begunOnCore = onCore();
  private Duration simulated = Duration.ZERO;
  private final Map<Long, String> fingerprints = new TreeMap<>();
  private int runs;
  private int bad;
  private long cycles;
  private long starts;

  private static long onCore() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  void add(Simulation.Result result) {
    runs++;
    fingerprints.put(result.seed(), result.fingerprint());
    bad += result.isGood() ? 0 : 1;
    simulated = simulated.plus(result.simulated());
    cycles += result.cycles();
    starts += result.starts();
  }

  /** Each seed's. */
  Map<Long, String> fingerprints() {
    return Map.copyOf(fingerprints);
  }

  int runs() {
    return runs;
  }

  long cycles() {
    return cycles;
  }

  long starts() {
    return starts;
  }

  int bad() {
    return bad;
  }

  @Override
  public String toString() {
    double seconds = (System.nanoTime() - begun) / 1e9;
    double coreSeconds = (onCore() - begunOnCore) / 1e9;
    double years = simulated.toSeconds() / 3600.0 / YEAR_HOURS;
    return String.format(
        Locale.ROOT,
        "%d seeds, %d violated; %d starts, %d cycles, %.2f device-years in %.0f s, of which %.0f s"
            + " on a core: %.0f device-years an hour, %.0f a core's hour",
        runs,
        bad,
        starts,
        cycles,
        years,
        seconds,
        coreSeconds,
        years * 3600 / seconds,
        years * 3600 / coreSeconds);
  }
}
