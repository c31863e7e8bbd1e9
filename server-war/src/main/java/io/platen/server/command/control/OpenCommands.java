package io.platen.server.command.control;

import io.platen.protocol.live.LiveMessage;
import io.platen.server.audit.Audit;
import io.platen.server.command.entity.CommandState;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Commands that have not ended: whose device has to hear of them, and whose time is over. */
public final class OpenCommands {
  /** A device that asks by poll is told no more often, while it brings the command to its end. */
  static final Duration AGAIN = Duration.ofSeconds(30);

  /** In one transaction; each device of them is rung for. */
  static final int MOST_CLOSED = 300;

  private final Database database;
  private final InstantSource clock;

  OpenCommands(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * [PLT-CMD-009] What somebody wants to have ended and the device has, or may have.
   *
   * @param last the highest counter that this channel has sent, or the device has named
   * @param again whether it was just told does not count
   */
  public List<LiveMessage.Cancel> cancels(AdmittedDevice device, long last, boolean again) {
    Instant now = clock.instant();
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT id FROM device_command WHERE device = ? AND tenant = ?"
                      + " AND cancel_asked IS NOT NULL AND state IN ('SENT', 'RUNNING')"
                      + " AND (state = 'RUNNING' OR counter <= ?)"
                      + " AND (cancel_told IS NULL OR cancel_told <= ?) ORDER BY counter")) {
            query.setObject(1, device.id());
            query.setLong(2, device.tenant());
            query.setLong(3, last);
            query.setObject(4, (again ? now : now.minus(AGAIN)).atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
              List<LiveMessage.Cancel> found = new ArrayList<>();
              while (row.next()) {
                found.add(new LiveMessage.Cancel(row.getObject(1, UUID.class)));
              }
              return found;
            }
          }
        });
  }

  /** It is on its way to the device. */
  public void told(LiveMessage.Cancel cancel) {
    Instant now = clock.instant();
    database.inTransaction(
        connection ->
            CommandRows.execute(
                connection,
                "UPDATE device_command SET cancel_told = ? WHERE id = ?",
                now,
                cancel.command()));
  }

  /**
   * Which of these devices have to hear of a command; one question for all.
   *
   * @param lasts devices, each with the highest counter that its channel has sent
   */
  public Set<UUID> concern(Map<UUID, Long> lasts) {
    Instant now = clock.instant();
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT DISTINCT c.device FROM unnest(?::uuid[], ?::bigint[]) AS mine (device,"
                      + " last) JOIN device_command c ON c.device = mine.device"
                      + " WHERE (c.state IN ('WAITING', 'SENT') AND c.counter > mine.last"
                      + " AND c.expires > ?) OR (c.state IN ('SENT', 'RUNNING')"
                      + " AND c.cancel_asked IS NOT NULL AND (c.cancel_told IS NULL"
                      + " OR c.cancel_told <= ?))")) {
            List<UUID> devices = List.copyOf(lasts.keySet());
            query.setArray(1, connection.createArrayOf("uuid", devices.toArray()));
            query.setArray(
                2, connection.createArrayOf("bigint", devices.stream().map(lasts::get).toArray()));
            query.setObject(3, now.atOffset(ZoneOffset.UTC));
            query.setObject(4, now.minus(AGAIN).atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
              Set<UUID> found = new HashSet<>();
              while (row.next()) {
                found.add(row.getObject(1, UUID.class));
              }
              return found;
            }
          }
        });
  }

  private record Closed(UUID id, long tenant, UUID device, String kind, CommandState before) {}

  /**
   * [PLT-CMD-022] Closes those whose time is over, so many at once that the bells of the nodes keep
   * up; the others with the next beat. Returns how many.
   */
  public int closeOverdue() {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          List<Closed> closed = close(connection, now);
          Set<UUID> devices = new LinkedHashSet<>();
          for (Closed each : closed) {
            devices.add(each.device());
            if (each.before() == CommandState.AWAITING) {
              // Nobody has confirmed it: whoever reads the audit sees that, too.
              Audit.record(
                  connection,
                  new Audit.Entry(
                      now,
                      each.tenant(),
                      "server",
                      "command.unconfirmed",
                      each.kind() + " " + each.id() + " to " + each.device()));
            }
          }
          for (UUID each : devices) {
            CommandRows.ring(connection, "pages " + each);
          }
          return closed.size();
        });
  }

  /** All nodes do this at the same moment: each row is closed, and told of, by one of them. */
  private static List<Closed> close(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device_command c SET state = 'EXPIRED', reason = 'deadline', ended = ?"
                + " FROM (SELECT id, state FROM device_command"
                + " WHERE (state IN ('AWAITING', 'WAITING') AND expires <= ?)"
                + " OR (state IN ('SENT', 'RUNNING') AND expires <= ?)"
                + " ORDER BY expires LIMIT "
                + MOST_CLOSED
                + " FOR UPDATE SKIP LOCKED) AS due WHERE c.id = due.id"
                + " RETURNING c.id, c.tenant, c.device, c.kind, due.state AS before")) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setObject(2, now.atOffset(ZoneOffset.UTC));
      update.setObject(3, now.minus(CommandDelivery.GRACE).atOffset(ZoneOffset.UTC));
      try (ResultSet row = update.executeQuery()) {
        List<Closed> closed = new ArrayList<>();
        while (row.next()) {
          closed.add(
              new Closed(
                  row.getObject("id", UUID.class),
                  row.getLong("tenant"),
                  row.getObject("device", UUID.class),
                  row.getString("kind"),
                  CommandState.valueOf(row.getString("before"))));
        }
        return closed;
      }
    }
  }
}
