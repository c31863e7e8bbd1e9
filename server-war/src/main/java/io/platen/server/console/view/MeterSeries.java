package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;

/**
 * A meter over time.
 *
 * @param name its token, e.g. total-impressions
 * @param points in the order of time, at most 800
 */
public record MeterSeries(String name, String title, String unit, List<Point> points) {

  public MeterSeries {
    points = List.copyOf(points);
  }

  /** A reading; a gap in time stays a gap. */
  public record Point(Instant at, long value) {}
}
