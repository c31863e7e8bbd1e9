package io.platen.server.fleet.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Makes one printer of two, and two of one again. Nothing is moved: each key keeps its rows and its
 * history, and goes on getting its device's reports; what is shown, counted and charted is one
 * printer. So a split loses nothing.
 */
@ApplicationScoped
public class Merges {
  private Database database;
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Merges() {}

  @Inject
  public Merges(Database database, FleetChanges changes, InstantSource clock) {
    this.database = database;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * @param survivor the printer whose id stays
   * @param other the printer that is shown under it from now on, with all of its keys
   * @return the id that stays
   */
  public long merge(Caller caller, long survivor, long other) {
    Instant now = clock.instant();
    long stays =
        database.inTransaction(
            connection -> {
              lockDevices(connection, caller.tenant(), survivor, other);
              long head = head(connection, caller.tenant(), survivor);
              long gone = head(connection, caller.tenant(), other);
              if (head == gone) {
                throw new RefusedException(409, "They are one printer already");
              }
              join(connection, caller.tenant(), head, gone);
              PrinterGroups.chooseFaces(connection, caller.tenant(), Set.of(head));
              Audit.record(
                  connection, entry(caller, now, "printer.merge", head + " takes " + gone));
              return head;
            });
    tell(caller.tenant(), stays, other);
    return stays;
  }

  private static void join(Connection connection, long tenant, long head, long gone)
      throws SQLException {
    execute(
        connection,
        new Params(
            "UPDATE printer SET merged_into = ?, grouped = TRUE WHERE tenant = ?"
                + " AND (id = ? OR merged_into = ?)",
            head,
            tenant,
            gone,
            gone));
    execute(
        connection,
        new Params("UPDATE printer SET grouped = TRUE WHERE tenant = ? AND id = ?", tenant, head));
    execute(
        connection,
        new Params(
            "DELETE FROM printer_distinct WHERE tenant = ? AND one = ? AND other = ?",
            tenant,
            Math.min(head, gone),
            Math.max(head, gone)));
  }

  /**
   * Takes one key out of a printer: it is a printer of its own again, and is not suggested to be
   * merged with the rest.
   *
   * @param member a key that is not the one whose id the printer goes by
   */
  public void split(Caller caller, long member) {
    Instant now = clock.instant();
    long head =
        database.inTransaction(
            connection -> {
              lockDevices(connection, caller.tenant(), member, member);
              long from = head(connection, caller.tenant(), member);
              if (from == member) {
                throw new RefusedException(
                    409, "Printer " + member + " is not merged into another one");
              }
              part(connection, caller.tenant(), from, member);
              PrinterGroups.chooseFaces(connection, caller.tenant(), Set.of(from));
              PrinterMatches.remember(connection, caller, from, member, now);
              Audit.record(
                  connection, entry(caller, now, "printer.split", member + " from " + from));
              return from;
            });
    tell(caller.tenant(), head, member);
  }

  private static void part(Connection connection, long tenant, long head, long member)
      throws SQLException {
    execute(
        connection,
        new Params(
            "UPDATE printer SET merged_into = NULL, grouped = FALSE, face = TRUE"
                + " WHERE tenant = ? AND id = ?",
            tenant,
            member));
    execute(
        connection,
        new Params(
            "UPDATE printer SET grouped = EXISTS (SELECT FROM printer m WHERE m.tenant = ?"
                + " AND m.merged_into = ?) WHERE tenant = ? AND id = ?",
            tenant,
            head,
            tenant,
            head));
  }

  /** As uploads do: a report of one of their devices waits, or is waited for. */
  private static void lockDevices(Connection connection, long tenant, long one, long other)
      throws SQLException {
    Rows.list(
        connection,
        new Params(
            "SELECT d.id FROM device d WHERE d.tenant = ? AND d.id IN (SELECT p.device FROM printer"
                + " p WHERE p.tenant = ? AND (p.id IN "
                + PrinterGroups.ROWS_OF
                + " OR p.id IN "
                + PrinterGroups.ROWS_OF
                + ")) ORDER BY d.id FOR UPDATE",
            tenant,
            tenant,
            tenant,
            one,
            tenant,
            other),
        row -> row.getObject(1));
  }

  private static long head(Connection connection, long tenant, long id) throws SQLException {
    List<Long> found =
        Rows.list(
            connection,
            new Params(
                "SELECT coalesce(merged_into, id) FROM printer WHERE tenant = ? AND id = ?",
                tenant,
                id),
            row -> row.getLong(1));
    if (found.isEmpty()) {
      throw RefusedException.notFound("printer " + id);
    }
    return found.get(0);
  }

  private static void execute(Connection connection, Params statement) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statement.sql())) {
      statement.bind(update);
      update.executeUpdate();
    }
  }

  private static Audit.Entry entry(Caller by, Instant now, String action, String subject) {
    return new Audit.Entry(now, by.tenant(), by.name(), action, subject);
  }

  private void tell(long tenant, long one, long other) {
    changes.publish(
        new FleetChange(
            tenant, Set.of("printers", "alerts", "devices", "printer:" + one, "printer:" + other)));
  }
}
