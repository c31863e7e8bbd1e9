package io.platen.server.live.control;

import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which device has a channel, at which node: one row each, the newest. */
@ApplicationScoped
public class Presence {
  /** A node writes that often which channels it has. */
  static final Duration EVERY = Duration.ofSeconds(30);

  /** What was not written for so long is gone, with its node. */
  static final Duration GONE = Duration.ofSeconds(100);

  private final UUID node = UUID.randomUUID();
  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Presence() {}

  @Inject
  public Presence(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A device that can be reached. */
  public record Reachable(UUID device, String form, Instant since) {}

  /**
   * [PLT-LIV-009] This channel is the newest now; the node that has an older one hears of it. Pages
   * hear of it where they show something else: a device that polls opens a channel every minute.
   */
  void opened(AdmittedDevice device, UUID channel, String form) {
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          if (!form.equals(replace(connection, device, channel, form, now))) {
            tellPages(connection, device);
          }
          ring(connection, "opened " + device.id() + " " + channel);
          return channel;
        });
  }

  /** Returns the form of the channel before, if there was one. */
  private @Nullable String replace(
      Connection connection, AdmittedDevice device, UUID channel, String form, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "WITH before AS (SELECT form FROM live_channel WHERE device = ? AND heard > ?)"
                + " INSERT INTO live_channel (device, tenant, channel, node, form, since, heard)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (device) DO UPDATE SET"
                + " channel = EXCLUDED.channel, node = EXCLUDED.node, form = EXCLUDED.form,"
                + " since = EXCLUDED.since, heard = EXCLUDED.heard"
                + " RETURNING (SELECT form FROM before)")) {
      set(
          insert,
          device.id(),
          now.minus(GONE),
          device.id(),
          device.tenant(),
          channel,
          node,
          form,
          now,
          now);
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  void closed(AdmittedDevice device, UUID channel) {
    database.inTransaction(
        connection -> {
          int deleted =
              execute(
                  connection,
                  "DELETE FROM live_channel WHERE device = ? AND channel = ?",
                  device.id(),
                  channel);
          if (deleted > 0) {
            tellPages(connection, device);
          }
          return deleted;
        });
  }

  private static void tellPages(Connection connection, AdmittedDevice device) throws SQLException {
    ring(connection, "pages " + device.id() + " " + device.tenant());
  }

  /** They are still there. Pages hear of those that are not, whoever has had them. */
  void renew(Collection<UUID> channels) {
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          execute(
              connection,
              "UPDATE live_channel SET heard = ? WHERE channel = ANY (?)",
              now,
              connection.createArrayOf("uuid", channels.toArray()));
          List<AdmittedDevice> gone = forget(connection, now.minus(GONE));
          for (AdmittedDevice each : gone) {
            tellPages(connection, each);
          }
          return gone;
        });
  }

  private static List<AdmittedDevice> forget(Connection connection, Instant heardBefore)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM live_channel WHERE heard < ? RETURNING tenant, device")) {
      set(delete, heardBefore);
      try (ResultSet row = delete.executeQuery()) {
        List<AdmittedDevice> gone = new ArrayList<>();
        while (row.next()) {
          gone.add(new AdmittedDevice(row.getLong("tenant"), row.getObject("device", UUID.class)));
        }
        return gone;
      }
    }
  }

  /** Those of the given channels that another has replaced. */
  List<UUID> replaced(Collection<UUID> channels) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT id FROM unnest(?::uuid[]) AS mine (id)"
                      + " WHERE id NOT IN (SELECT channel FROM live_channel)")) {
            query.setArray(1, connection.createArrayOf("uuid", channels.toArray()));
            try (ResultSet row = query.executeQuery()) {
              List<UUID> found = new ArrayList<>();
              while (row.next()) {
                found.add(row.getObject(1, UUID.class));
              }
              return found;
            }
          }
        });
  }

  /** The devices of a tenant that can be reached now. */
  public Map<UUID, Reachable> ofTenant(long tenant) {
    return database.read(
        connection -> {
          Map<UUID, Reachable> found = new HashMap<>();
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT device, form, since FROM live_channel WHERE tenant = ? AND heard > ?")) {
            query.setLong(1, tenant);
            query.setObject(2, clock.instant().minus(GONE).atOffset(ZoneOffset.UTC));
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                UUID device = row.getObject("device", UUID.class);
                Instant since = row.getObject("since", OffsetDateTime.class).toInstant();
                found.put(device, new Reachable(device, row.getString("form"), since));
              }
            }
          }
          return found;
        });
  }

  /** Whose device it is. */
  Optional<Long> tenant(UUID device) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement("SELECT tenant FROM device WHERE id = ?")) {
            query.setObject(1, device);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(row.getLong(1)) : Optional.<Long>empty();
            }
          }
        });
  }

  /** Empty where it cannot be reached now. */
  public Optional<Reachable> find(long tenant, UUID device) {
    return Optional.ofNullable(ofTenant(tenant).get(device));
  }

  private static void ring(Connection connection, String payload) throws SQLException {
    try (PreparedStatement notify =
        connection.prepareStatement("SELECT pg_notify('platen_live', ?)")) {
      notify.setString(1, payload);
      notify.execute();
    }
  }

  private static int execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      statement.setObject(
          i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
  }
}
