package io.platen.server.console.view;

import io.platen.server.console.view.RulesView.Choice;
import java.util.List;

/** Maintenance windows. */
public record WindowsView(List<Line> windows, List<Choice> sites, Form form, boolean changing) {
  public static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  /** Begins the name of each day's box. */
  public static final String DAY = "day-";

  public WindowsView {
    windows = List.copyOf(windows);
    sites = List.copyOf(sites);
  }

  /**
   * @param when days and hours, in words
   * @param now whether it lasts now
   */
  public record Line(String id, String name, String site, String when, String zone, boolean now) {}
}
