package io.platen.server.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form that begins a rollout.
 *
 * @param releases what can be chosen
 * @param run what the plan would do; null before somebody has asked
 * @param beginning whether the reader may begin one
 */
public record RolloutPlan(Form form, List<Choice> releases, @Nullable Run run, boolean beginning) {
  public RolloutPlan {
    releases = List.copyOf(releases);
  }

  /** One option of a list. */
  public record Choice(String value, String text) {}

  /**
   * @param waves how many devices each would have, in words
   * @param in names of devices
   * @param fetched who of the model would fetch how much, in words; empty where that is not known
   */
  public record Run(
      String summary, List<String> waves, List<String> in, List<Out> out, List<String> fetched) {
    public Run {
      waves = List.copyOf(waves);
      in = List.copyOf(in);
      out = List.copyOf(out);
      fetched = List.copyOf(fetched);
    }
  }

  /** A device that would not be in, and why. */
  public record Out(String id, String name, String why) {}
}
