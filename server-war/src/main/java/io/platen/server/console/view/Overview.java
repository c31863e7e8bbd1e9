package io.platen.server.console.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What needs a person today.
 *
 * @param states how many printers are in each state, all six
 * @param medianAge of the readings, or null without any
 */
public record Overview(
    List<Need> needs,
    Map<State, Long> states,
    long printers,
    long devices,
    @Nullable Duration medianAge,
    List<AlertLine> latest) {

  public Overview {
    needs = List.copyOf(needs);
    states = Map.copyOf(states);
    latest = List.copyOf(latest);
  }

  /** One line of what needs a person, with the list that shows it. */
  public record Need(State state, String text, String href) {}

  public long count(State state) {
    return states.getOrDefault(state, 0L);
  }
}
