package io.platen.server.console.view;

import java.util.List;
import java.util.Map;

/**
 * What needs a person today.
 *
 * @param states how many printers are in each state, all six
 * @param reportsByHour of the last 24 hours, the oldest first
 */
public record Overview(
    List<Need> needs,
    Map<State, Long> states,
    long printers,
    long devices,
    List<Long> reportsByHour,
    List<AlertLine> latest) {

  public Overview {
    needs = List.copyOf(needs);
    states = Map.copyOf(states);
    reportsByHour = List.copyOf(reportsByHour);
    latest = List.copyOf(latest);
  }

  /** One line of what needs a person, with the list that shows it. */
  public record Need(State state, String text, String href) {}

  public long mostInAnHour() {
    return reportsByHour.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  public long count(State state) {
    return states.getOrDefault(state, 0L);
  }
}
