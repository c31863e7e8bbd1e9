package io.platen.device.update;

import io.platen.device.update.Probe.Finding;
import io.platen.device.update.Probe.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a new component counts as healthy.
 *
 * @param probes all of which must be well
 * @param deadline how long they may take after the start
 * @param every how long to wait between two looks
 */
public record Health(List<Probe> probes, Duration deadline, Duration every) {
  static final Duration DEADLINE = Duration.ofMinutes(10);
  static final Duration EVERY = Duration.ofSeconds(10);

  public Health {
    probes = List.copyOf(probes);
    if (probes.isEmpty()) {
      throw new IllegalArgumentException(
          "Without a probe a release that cannot work would be confirmed");
    }
  }

  /** With ten minutes for all probes. */
  public Health(List<Probe> probes) {
    this(probes, DEADLINE, EVERY);
  }

  /** What all probes say together: the worst, with the reasons of those that are not well. */
  Finding look() throws InterruptedException {
    Verdict worst = Verdict.GOOD;
    List<String> reasons = new ArrayList<>();
    for (Probe each : probes) {
      Finding found = look(each);
      if (found.verdict() != Verdict.GOOD) {
        reasons.add(each.name() + ": " + found.reason());
      }
      if (found.verdict().compareTo(worst) > 0) {
        worst = found.verdict();
      }
    }
    return new Finding(worst, String.join("; ", reasons));
  }

  /** What a firmware's own probe throws must not end the update in the middle. */
  private static Finding look(Probe probe) throws InterruptedException {
    try {
      return probe.look();
    } catch (IOException | RuntimeException e) {
      return Finding.bad(String.valueOf(e.getMessage()));
    }
  }
}
