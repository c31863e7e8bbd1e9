package io.platen.server.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merging a printer with another one.
 *
 * @param match null until the other one is known
 * @param candidates what was found for what was typed
 */
public record MergeView(
    MatchView.Side printer, @Nullable MatchView match, List<MatchView.Side> candidates, Form form) {
  public MergeView {
    candidates = List.copyOf(candidates);
  }
}
