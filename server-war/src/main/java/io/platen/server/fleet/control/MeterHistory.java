package io.platen.server.fleet.control;

import io.platen.server.database.Database;
import io.platen.server.fleet.entity.MeterSeries;
import io.platen.server.fleet.entity.MeterSeries.Point;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Readings of a printer's meters over time. */
@ApplicationScoped
public class MeterHistory {
  /** More points than this no chart shows. */
  public static final int MAX_POINTS = 800;

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected MeterHistory() {}

  @Inject
  public MeterHistory(Database database) {
    this.database = database;
  }

  /**
   * All meters of a printer, or those of one name.
   *
   * @param from first moment; {@code to} is not in the range any more
   */
  public List<MeterSeries> series(
      long tenant, long printer, @Nullable String name, Instant from, Instant to) {
    Params meters =
        new Params("SELECT * FROM printer_meter WHERE tenant = ? AND printer = ?", tenant, printer);
    if (name != null) {
      meters.add(" AND name = ?", name);
    }
    meters.add(" ORDER BY id");
    return database.read(
        connection -> {
          List<MeterSeries> all = new ArrayList<>();
          for (Meter meter :
              Rows.list(
                  connection,
                  meters,
                  row ->
                      new Meter(
                          row.getLong("id"),
                          row.getString("name"),
                          row.getString("marker"),
                          row.getString("unit"),
                          row.getString("label")))) {
            Params readings =
                new Params(
                    "SELECT read_at, value FROM meter_reading WHERE tenant = ? AND meter = ?"
                        + " AND read_at >= ? AND read_at < ? ORDER BY read_at",
                    tenant,
                    meter.id,
                    from,
                    to);
            all.add(
                meter.series(
                    Rows.list(
                        connection,
                        readings,
                        row -> new Point(Rows.time(row, "read_at"), row.getLong("value"), false))));
          }
          return all;
        });
  }

  private record Meter(long id, String name, String marker, String unit, @Nullable String label) {

    MeterSeries series(List<Point> readings) {
      List<Point> points = new ArrayList<>(readings.size());
      long usage = 0;
      for (int i = 0; i < readings.size(); i++) {
        Point point = readings.get(i);
        long step = i == 0 ? 0 : point.value() - readings.get(i - 1).value();
        // A counter that fell was exchanged or reset: nothing is known of what it lost.
        points.add(new Point(point.at(), point.value(), step < 0));
        usage += Math.max(0, step);
      }
      return new MeterSeries(
          name, marker.isEmpty() ? null : marker, unit, label, thin(points), usage);
    }
  }

  /** Keeps the first, the last, and of each bucket its lowest, its highest and its resets. */
  static List<Point> thin(List<Point> points) {
    if (points.size() <= MAX_POINTS) {
      return points;
    }
    // Four points of a bucket at most: lowest, highest, and the two around a reset.
    int buckets = MAX_POINTS / 4;
    List<Point> kept = new ArrayList<>(MAX_POINTS);
    for (int bucket = 0; bucket < buckets; bucket++) {
      int start = (int) ((long) points.size() * bucket / buckets);
      int end = (int) ((long) points.size() * (bucket + 1) / buckets);
      keep(points.subList(start, end), kept);
    }
    return kept;
  }

  private static void keep(List<Point> bucket, List<Point> kept) {
    int low = 0;
    int high = 0;
    int reset = -1;
    for (int i = 0; i < bucket.size(); i++) {
      low = bucket.get(i).value() < bucket.get(low).value() ? i : low;
      high = bucket.get(i).value() > bucket.get(high).value() ? i : high;
      reset = bucket.get(i).reset() && reset < 0 ? i : reset;
    }
    for (int i = 0; i < bucket.size(); i++) {
      boolean edge = i == 0 || i == bucket.size() - 1;
      if (edge || (reset >= 0 ? i == reset || i == reset - 1 : i == low || i == high)) {
        kept.add(bucket.get(i));
      }
    }
  }
}
