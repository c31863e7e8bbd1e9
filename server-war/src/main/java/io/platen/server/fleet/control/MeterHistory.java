package io.platen.server.fleet.control;

import io.platen.server.database.Database;
import io.platen.server.fleet.entity.MeterSeries;
import io.platen.server.fleet.entity.MeterSeries.Point;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        new Params(
            "SELECT * FROM printer_meter WHERE tenant = ? AND printer IN " + PrinterGroups.ROWS_OF,
            tenant,
            tenant,
            printer);
    if (name != null) {
      meters.add(" AND name = ?", name);
    }
    meters.add(" ORDER BY id");
    return database.read(
        connection -> {
          Map<String, List<Meter>> byName = new LinkedHashMap<>();
          for (Meter meter : Rows.list(connection, meters, MeterHistory::meter)) {
            String key = meter.name + " " + meter.marker;
            byName.computeIfAbsent(key, each -> new ArrayList<>()).add(meter);
          }
          List<MeterSeries> all = new ArrayList<>();
          for (List<Meter> same : byName.values()) {
            List<Reading> readings = new ArrayList<>();
            for (Meter meter : same) {
              readings.addAll(readings(connection, tenant, meter, from, to));
            }
            all.add(same.get(0).series(readings));
          }
          return all;
        });
  }

  private static Meter meter(ResultSet row) throws SQLException {
    return new Meter(
        row.getLong("id"),
        row.getString("name"),
        row.getString("marker"),
        row.getString("unit"),
        row.getString("label"),
        new Series(row.getLong("printer"), row.getString("by_kind"), Rows.time(row, "since")));
  }

  private static List<Reading> readings(
      Connection connection, long tenant, Meter meter, Instant from, Instant to)
      throws SQLException {
    Params readings =
        new Params(
            "SELECT read_at, value FROM meter_reading WHERE tenant = ? AND meter = ?"
                + " AND read_at >= ? AND read_at < ? ORDER BY read_at",
            tenant,
            meter.id,
            from,
            to);
    return Rows.list(
        connection,
        readings,
        row -> new Reading(meter.series, Rows.time(row, "read_at"), row.getLong("value")));
  }

  /** What a device read of a printer that several may read. */
  private record Reading(Series series, Instant at, long value) {}

  /** Of one device, one kind of source, and one beginning. */
  private record Series(long printer, String by, Instant since) {

    /**
     * [PLT-RPT-045] A difference of two kinds of source, or over a beginning that the device saw,
     * is no use. What two devices read of one printer is one counter; each saw its beginnings
     * itself.
     */
    boolean goesOn(Series before) {
      return by.equals(before.by) && (printer != before.printer || since.equals(before.since));
    }
  }

  private record Meter(
      long id, String name, String marker, String unit, @Nullable String label, Series series) {

    /**
     * One counter, whoever read it. [PLT-RPT-034] One that fell was exchanged or reset: nothing is
     * known of what it lost. A value that is behind another device's, and did not fall by its own,
     * is only late: clocks and moments differ.
     */
    MeterSeries series(List<Reading> unordered) {
      List<Reading> readings = new ArrayList<>(unordered);
      readings.sort(Comparator.comparing(Reading::at));
      Map<Series, Long> own = new HashMap<>();
      Series before = null;
      List<Point> points = new ArrayList<>(readings.size());
      long usage = 0;
      for (Reading reading : readings) {
        Long ownBefore = own.put(reading.series, reading.value);
        long last = points.isEmpty() ? reading.value : points.get(points.size() - 1).value();
        boolean behind = reading.value < last;
        boolean goesOn = before == null || reading.series.goesOn(before);
        if (goesOn && behind && isLate(reading.value, ownBefore, last)) {
          continue;
        }
        points.add(new Point(reading.at, reading.value, behind || !goesOn));
        usage += goesOn ? Math.max(0, reading.value - last) : 0;
        before = reading.series;
      }
      return new MeterSeries(
          name, marker.isEmpty() ? null : marker, unit, label, thin(points), usage);
    }

    /**
     * @param before the same device's value before it; null for its first one, which is late where
     *     it is a little behind, and the first one of a new counter where it is far
     */
    private static boolean isLate(long value, @Nullable Long before, long last) {
      return before == null ? value >= last / 2 : value >= before;
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
