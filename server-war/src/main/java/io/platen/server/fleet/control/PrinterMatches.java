package io.platen.server.fleet.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.fleet.entity.Printer;
import io.platen.server.fleet.entity.PrinterMatch;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pairs that may be one printer: seen by several devices, or under a new key. They are suggested
 * and never merged by themselves.
 */
@ApplicationScoped
public class PrinterMatches {
  /** More are no list that somebody works through. */
  private static final int MOST = 200;

  private static final String PAIRS =
      "SELECT DISTINCT least(a.id, b.id) AS one, greatest(a.id, b.id) AS other FROM printer a"
          + " JOIN printer b ON b.tenant = a.tenant AND b.id > a.id AND %s"
          + " WHERE a.tenant = ? AND a.face AND b.face"
          + " AND (a.removed IS NULL OR b.removed IS NULL)";

  private static final String CANDIDATES =
      "SELECT c.one, c.other FROM ("
          + PAIRS.replace("%s", "b.serial_key = a.serial_key AND length(a.serial_key) >= 4")
          + " UNION "
          + PAIRS.replace("%s", "b.mac = a.mac")
          + " UNION "
          + PAIRS.replace("%s", "b.address = a.address AND b.sys_object_id = a.sys_object_id")
          + ") c JOIN printer p ON p.tenant = ? AND p.id = c.one"
          + " JOIN printer q ON q.tenant = p.tenant AND q.id = c.other"
          + " WHERE NOT EXISTS (SELECT FROM printer_distinct d WHERE d.tenant = p.tenant"
          + " AND d.one = least(coalesce(p.merged_into, p.id), coalesce(q.merged_into, q.id))"
          + " AND d.other = greatest(coalesce(p.merged_into, p.id), coalesce(q.merged_into, q.id)))"
          + " ORDER BY c.one, c.other LIMIT 2000";

  private Database database;
  private FleetQueries fleet;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected PrinterMatches() {}

  @Inject
  public PrinterMatches(Database database, FleetQueries fleet, InstantSource clock) {
    this.database = database;
    this.fleet = fleet;
    this.clock = clock;
  }

  /** The strongest first. */
  public List<PrinterMatch> suggested(long tenant) {
    List<long[]> pairs =
        database.read(
            connection ->
                Rows.list(
                    connection,
                    new Params(CANDIDATES, tenant, tenant, tenant, tenant),
                    row -> new long[] {row.getLong("one"), row.getLong("other")}));
    List<PrinterMatch> matches = new ArrayList<>();
    for (long[] pair : pairs) {
      Printer one = fleet.printer(tenant, pair[0]).orElse(null);
      Printer other = fleet.printer(tenant, pair[1]).orElse(null);
      if (one != null && other != null) {
        matches.add(MatchScore.of(one, other));
      }
    }
    return matches.stream()
        .filter(match -> match.score() >= PrinterMatch.SUGGESTED)
        .sorted(Comparator.comparingInt(PrinterMatch::score).reversed())
        .limit(MOST)
        .toList();
  }

  /** How two printers look side by side, whatever their score. */
  public PrinterMatch compare(long tenant, long one, long other) {
    return MatchScore.of(get(tenant, one), get(tenant, other));
  }

  private Printer get(long tenant, long id) {
    return fleet.printer(tenant, id).orElseThrow(() -> RefusedException.notFound("printer " + id));
  }

  /** Somebody knows that they are two: the pair is suggested no more. */
  public void keepApart(Caller caller, long one, long other) {
    long first = get(caller.tenant(), one).id();
    long second = get(caller.tenant(), other).id();
    if (first == second) {
      throw new RefusedException(409, "They are one printer already; split it instead");
    }
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          remember(connection, caller, first, second, now);
          Audit.record(
              connection,
              new Audit.Entry(
                  now, caller.tenant(), caller.name(), "printer.keep-apart", first + " " + second));
          return first;
        });
  }

  static void remember(Connection connection, Caller caller, long first, long second, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO printer_distinct (tenant, one, other, decided, actor)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      insert.setLong(1, caller.tenant());
      insert.setLong(2, Math.min(first, second));
      insert.setLong(3, Math.max(first, second));
      insert.setObject(4, now.atOffset(ZoneOffset.UTC));
      insert.setString(5, caller.name());
      insert.executeUpdate();
    }
  }
}
