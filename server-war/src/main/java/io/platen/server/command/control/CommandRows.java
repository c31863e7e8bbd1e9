package io.platen.server.command.control;

import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements over commands, within a transaction of somebody else's. */
final class CommandRows {
  static final String COLUMNS =
      "SELECT id, device, kind, parameters, state, reason, detail, done, total, ordered_by,"
          + " confirmed_by, created, expires, cancel_asked, ended FROM device_command ";

  private CommandRows() {}

  static List<DeviceCommand> list(Connection connection, String where, Object... values)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COLUMNS + where)) {
      bind(query, values);
      try (ResultSet row = query.executeQuery()) {
        List<DeviceCommand> found = new ArrayList<>();
        while (row.next()) {
          found.add(read(row));
        }
        return found;
      }
    }
  }

  static int execute(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(
          i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
  }

  /** Whoever has the device's channel looks once this transaction has committed. */
  static void ring(Connection connection, String payload) throws SQLException {
    try (PreparedStatement notify =
        connection.prepareStatement("SELECT pg_notify('platen_live', ?)")) {
      notify.setString(1, payload);
      notify.execute();
    }
  }

  private static DeviceCommand read(ResultSet row) throws SQLException {
    return new DeviceCommand(
        row.getObject("id", UUID.class),
        row.getObject("device", UUID.class),
        row.getString("kind"),
        parameters((String[]) row.getArray("parameters").getArray()),
        CommandState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("detail"),
        row.getObject("done", Long.class),
        row.getObject("total", Long.class),
        row.getString("ordered_by"),
        row.getString("confirmed_by"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getObject("expires", OffsetDateTime.class).toInstant(),
        time(row.getObject("cancel_asked", OffsetDateTime.class)),
        time(row.getObject("ended", OffsetDateTime.class)));
  }

  private static @Nullable Instant time(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  static Map<String, String> parameters(String[] lines) {
    Map<String, String> parameters = new TreeMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      parameters.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return parameters;
  }

  static String[] lines(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .toArray(String[]::new);
  }
}
