package io.platen.server.console.view;

import java.util.List;

/**
 * Alerts over time, a lane a printer; each bar is an alert, its length how long it was open.
 *
 * @param from in words, where the lanes begin
 * @param to in words, where they end
 */
public record AlertChart(String from, String to, List<Lane> lanes) {
  /** Lanes are as wide as this. */
  public static final int WIDTH = 1_000;

  public AlertChart {
    lanes = List.copyOf(lanes);
  }

  /**
   * @param words what the lane shows, for those who do not see it
   */
  public record Lane(String printerId, String printerName, String words, List<Bar> bars) {
    public Lane {
      bars = List.copyOf(bars);
    }
  }

  /**
   * @param x from the left, of {@link #WIDTH}
   * @param open whether it is not over yet
   */
  public record Bar(int x, int width, State state, boolean open, String words) {}
}
