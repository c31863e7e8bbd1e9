package io.platen.server.console.view;

import java.util.List;

/**
 * All rollouts.
 *
 * @param planning whether the reader may look what one would do
 */
public record RolloutList(List<RolloutRow> rows, boolean planning) {
  public RolloutList {
    rows = List.copyOf(rows);
  }
}
