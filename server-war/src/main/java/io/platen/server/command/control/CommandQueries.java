package io.platen.server.command.control;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.access.entity.Caller;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.database.Database;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where commands stand, and what came of them. */
@ApplicationScoped
public class CommandQueries {
  private static final int MOST_LISTED = 100;

  /** Pieces of a result at once. */
  public static final int MOST_PIECES = 200;

  private static final int MOST_PRINTERS = 500;

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected CommandQueries() {}

  @Inject
  public CommandQueries(Database database) {
    this.database = database;
  }

  /** The newest first. */
  public List<DeviceCommand> list(Caller by, UUID device) {
    return database.read(
        connection -> {
          demandDevice(connection, by.tenant(), device);
          return CommandRows.list(
              connection,
              "WHERE tenant = ? AND device = ? ORDER BY created DESC, id LIMIT " + MOST_LISTED,
              by.tenant(),
              device);
        });
  }

  /** Names of the printers that a device watches, by their addresses. */
  public Map<String, String> printers(Caller by, UUID device) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT address, concat_ws(' ', vendor, model, serial) FROM printer"
                      + " WHERE tenant = ? AND device = ? AND removed IS NULL"
                      + " AND address IS NOT NULL ORDER BY 2, 1 LIMIT "
                      + MOST_PRINTERS)) {
            query.setLong(1, by.tenant());
            query.setObject(2, device);
            try (ResultSet row = query.executeQuery()) {
              Map<String, String> found = new LinkedHashMap<>();
              while (row.next()) {
                found.put(row.getString(1), row.getString(2));
              }
              return found;
            }
          }
        });
  }

  public DeviceCommand get(Caller by, UUID device, UUID id) {
    return database.read(
        connection ->
            Optional.of(get(connection, by.tenant(), id))
                .filter(found -> found.device().equals(device))
                .orElseThrow(() -> RefusedException.notFound("command " + id)));
  }

  /** Which of these have found something that can be shown. */
  public Set<UUID> withFindings(Caller by, UUID device) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT DISTINCT r.command FROM command_result r JOIN device_command c"
                      + " ON c.id = r.command WHERE c.tenant = ? AND c.device = ?"
                      + " AND r.document IS NOT NULL")) {
            query.setLong(1, by.tenant());
            query.setObject(2, device);
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

  /**
   * What came of a command, in the order in which the device has told it.
   *
   * @param after the number of the last piece of the page before, 0 for none
   * @param most at most {@link #MOST_PIECES}
   */
  public List<CommandResult> findings(Caller by, UUID device, UUID id, long after, int most) {
    get(by, device, id);
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT document FROM command_result WHERE command = ? AND document IS NOT NULL"
                      + " AND number > ? ORDER BY number LIMIT ?")) {
            query.setObject(1, id);
            query.setLong(2, after);
            query.setInt(3, Math.min(most, MOST_PIECES));
            try (ResultSet row = query.executeQuery()) {
              List<CommandResult> found = new ArrayList<>();
              while (row.next()) {
                found.add(piece(row.getBytes(1)));
              }
              return found;
            }
          }
        });
  }

  private static CommandResult piece(byte[] document) {
    try {
      return (CommandResult) LiveCodec.read(document);
    } catch (ProtocolException e) {
      throw new IllegalStateException("The server reads what it wrote itself", e);
    }
  }

  static DeviceCommand get(Connection connection, long tenant, UUID id) throws SQLException {
    return CommandRows.list(connection, "WHERE tenant = ? AND id = ?", tenant, id).stream()
        .findFirst()
        .orElseThrow(() -> RefusedException.notFound("command " + id));
  }

  static void demandDevice(Connection connection, long tenant, UUID device) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM device WHERE tenant = ? AND id = ?")) {
      query.setLong(1, tenant);
      query.setObject(2, device);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw RefusedException.notFound("device " + device);
        }
      }
    }
  }
}
