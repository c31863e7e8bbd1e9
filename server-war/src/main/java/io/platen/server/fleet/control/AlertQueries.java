package io.platen.server.fleet.control;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.server.database.Database;
import io.platen.server.fleet.entity.AlertEvent;
import io.platen.server.fleet.entity.AlertFilter;
import io.platen.server.fleet.entity.Page;
import io.platen.server.fleet.entity.StoredAlert;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts for lists and timelines. Every query names its tenant. */
@ApplicationScoped
public class AlertQueries {
  private static final String SELECT =
      "SELECT a.*, " + PrinterGroups.SHOWN + " AS shown, " + PrinterName.SHOWN + " AS printer_name";

  private static final String FROM =
      " FROM printer_alert a JOIN printer p ON p.tenant = a.tenant AND p.id = a.printer"
          + " WHERE a.tenant = ?";

  /** What two devices tell of one printer is told once: the other one's from before that. */
  private static final String ONCE =
      " AND (p.face OR a.opened < (SELECT f.first_seen FROM printer f WHERE f.tenant = p.tenant"
          + " AND f.face AND (f.id = "
          + PrinterGroups.SHOWN
          + " OR f.merged_into = "
          + PrinterGroups.SHOWN
          + ")))";

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected AlertQueries() {}

  @Inject
  public AlertQueries(Database database) {
    this.database = database;
  }

  /** As read, the newest first. */
  public Page<StoredAlert> alerts(
      long tenant, AlertFilter filter, @Nullable String cursor, int limit) {
    int size = Math.max(1, Math.min(limit, FleetQueries.MAX_PAGE));
    Cursor after = Cursor.decode(cursor, "OPENED");
    Params query = new Params(SELECT + FROM, tenant);
    where(query, tenant, filter);
    if (after != null) {
      query.add(" AND (a.opened, a.id) < (?::timestamptz, ?)", after.value(), after.id());
    }
    query.add(" ORDER BY a.opened DESC, a.id DESC LIMIT ?", size + 1);
    List<StoredAlert> rows =
        database.read(connection -> Rows.list(connection, query, PrinterParts::alert));
    if (rows.size() <= size) {
      return new Page<>(rows, null);
    }
    StoredAlert last = rows.get(size - 1);
    return new Page<>(
        rows.subList(0, size), new Cursor("OPENED", last.opened().toString(), last.id()).encode());
  }

  /** How many the whole list has. */
  public long count(long tenant, AlertFilter filter) {
    Params query = new Params("SELECT count(*)" + FROM, tenant);
    where(query, tenant, filter);
    return database.read(connection -> Rows.count(connection, query));
  }

  public Optional<StoredAlert> alert(long tenant, long id) {
    Params query = new Params(SELECT + FROM + " AND a.id = ?", tenant, id);
    return database.read(connection -> Rows.list(connection, query, PrinterParts::alert)).stream()
        .findFirst();
  }

  /** What became of these alerts, the oldest first. */
  public List<AlertEvent> events(long tenant, List<Long> alerts) {
    Params query =
        new Params(
            "SELECT * FROM alert_event WHERE tenant = ? AND alert = ANY(?) ORDER BY at, id",
            tenant,
            alerts.toArray(Long[]::new));
    return database.read(connection -> Rows.list(connection, query, AlertQueries::event));
  }

  private static void where(Params query, long tenant, AlertFilter filter) {
    if (filter.open() != null) {
      query.add(
          filter.open()
              ? " AND a.closed IS NULL AND p.removed IS NULL AND p.face"
              : " AND a.closed IS NOT NULL");
    }
    if (filter.severity() != null) {
      query.add(" AND a.severity = ?", filter.severity().name());
    }
    if (filter.code() != null) {
      query.add(" AND a.code = ?", filter.code());
    }
    if (filter.device() != null) {
      query.add(" AND p.device = ?", filter.device());
    }
    if (filter.since() != null) {
      query.add(" AND (a.closed IS NULL OR a.closed >= ?)", filter.since());
    }
    if (filter.printer() != null) {
      query.add(" AND a.printer IN " + PrinterGroups.ROWS_OF + ONCE, tenant, filter.printer());
    }
  }

  private static AlertEvent event(ResultSet row) throws SQLException {
    return new AlertEvent(
        row.getLong("alert"),
        Rows.time(row, "at"),
        AlertEvent.Kind.valueOf(row.getString("kind")),
        PrinterAlert.Severity.valueOf(row.getString("severity")),
        row.getString("description"),
        row.getLong("traps"));
  }
}
