package io.platen.server.console.view;

import java.util.List;

/**
 * How many of a rollout's or a wave's devices are where.
 *
 * @param all with those that wait, which the bar leaves empty
 * @param label the same in words
 */
public record RolloutBar(List<Part> parts, int all, String label) {
  public RolloutBar {
    parts = List.copyOf(parts);
  }

  /**
   * @param word what they are, in the reader's language
   */
  public record Part(State state, String word, int count) {}
}
