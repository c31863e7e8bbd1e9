package io.platen.server.heartbeat;

import io.platen.protocol.Limit;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.heartbeat.HeartbeatName;
import io.platen.protocol.sync.Heartbeat;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.entity.DeviceState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Gives devices their secrets, and hears their heartbeats. */
@ApplicationScoped
public class Heartbeats {
  /** [PLT-HBT-025] So many ids from the one of the last counter on: 512 counters and more. */
  private static final int IDS = 9;

  /** A resolver that misses the answer asks again. */
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** Who has not come by HTTPS for so long is asked to. */
  private static final Duration SILENT = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  private Database database;
  private InstantSource clock;
  private Optional<String> zone;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Heartbeats() {}

  @Inject
  public Heartbeats(
      Database database,
      InstantSource clock,
      @ConfigProperty(name = "platen.heartbeat.zone") Optional<String> zone) {
    this.database = database;
    this.clock = clock;
    this.zone = zone.filter(text -> !text.isBlank()).map(Zones::normal);
  }

  /** The zone for which this server's registry answers; empty where it has none. */
  Optional<String> zone() {
    return zone;
  }

  /** What a device is told; its secret is made when it asks first. */
  public @Nullable Heartbeat ofDevice(AdmittedDevice device) {
    return zone.map(name -> new Heartbeat(name, Limit.HEARTBEAT_EVERY.duration(), secret(device)))
        .orElse(null);
  }

  private byte[] secret(AdmittedDevice device) {
    Optional<byte[]> known = database.read(connection -> findSecret(connection, device));
    return known.orElseGet(() -> database.inTransaction(connection -> make(connection, device)));
  }

  private static Optional<byte[]> findSecret(Connection connection, AdmittedDevice device)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT secret FROM device_heartbeat WHERE tenant = ? AND device = ?")) {
      query.setLong(1, device.tenant());
      query.setObject(2, device.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** [PLT-HBT-001] Another node may have been first. */
  private byte[] make(Connection connection, AdmittedDevice device) throws SQLException {
    byte[] secret = new byte[HeartbeatKeys.SECRET_BYTES];
    random.nextBytes(secret);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO device_heartbeat (tenant, device, secret) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setLong(1, device.tenant());
      insert.setObject(2, device.id());
      insert.setBytes(3, secret);
      if (insert.executeUpdate() == 0) {
        return findSecret(connection, device).orElseThrow();
      }
    }
    provideIds(connection, device.id(), HeartbeatKeys.of(secret), 0);
    return secret;
  }

  private static void provideIds(Connection connection, UUID device, HeartbeatKeys keys, long from)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM heartbeat_id WHERE device = ? AND period > 0 AND period < ?")) {
      delete.setObject(1, device);
      delete.setLong(2, from);
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO heartbeat_id (id, device, period) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      for (long period = from; period < from + IDS; period++) {
        insert.setString(1, keys.id(period));
        insert.setObject(2, device);
        insert.setLong(3, period);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** What is known of the device that a name may be of. */
  private record Known(
      UUID device,
      HeartbeatKeys keys,
      long counter,
      long last,
      @Nullable Instant heard,
      boolean silent) {}

  /** Whether a device that may come can have made this name; notes nothing. */
  boolean knows(HeartbeatName name) {
    return database.read(connection -> find(connection, name, "")).isPresent();
  }

  /**
   * Hears a heartbeat.
   *
   * @param resolver who asked
   * @return the text of the answer; empty where no device that may come has made this name
   */
  Optional<String> hear(HeartbeatName name, String resolver) {
    return database.inTransaction(
        connection -> {
          Optional<Known> known = find(connection, name, " FOR UPDATE OF h");
          return known.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  known
                      .get()
                      .keys()
                      .answer(known.get().counter(), hear(connection, known.get(), resolver)));
        });
  }

  private HeartbeatAnswer hear(Connection connection, Known known, String resolver)
      throws SQLException {
    Instant now = clock.instant();
    Instant heard = known.heard();
    boolean again =
        known.counter() == known.last() && heard != null && heard.plus(AGAIN).isAfter(now);
    if (known.counter() <= known.last() && !again) {
      return HeartbeatAnswer.stale(known.last()); // [PLT-HBT-024]
    }
    if (!again) {
      note(connection, known, now, resolver); // [PLT-HBT-023]
    }
    return known.silent() ? HeartbeatAnswer.SYNC : HeartbeatAnswer.FINE;
  }

  private static void note(Connection connection, Known known, Instant now, String resolver)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device_heartbeat SET counter = ?, heard = ?, resolver = ? WHERE device = ?")) {
      update.setLong(1, known.counter());
      update.setObject(2, now.atOffset(ZoneOffset.UTC));
      update.setString(3, resolver);
      update.setObject(4, known.device());
      update.executeUpdate();
    }
    long period = HeartbeatKeys.period(known.counter());
    if (known.last() < 0 || period != HeartbeatKeys.period(known.last())) {
      provideIds(connection, known.device(), known.keys(), period);
    }
  }

  private Optional<Known> find(Connection connection, HeartbeatName name, String lock)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT h.device, h.secret, h.counter, h.heard, i.period, d.state, d.last_contact"
                + " FROM heartbeat_id i"
                + " JOIN device_heartbeat h ON h.device = i.device"
                + " JOIN device d ON d.id = h.device"
                + " WHERE i.id = ?"
                + lock)) {
      query.setString(1, name.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? known(row, name) : Optional.empty();
      }
    }
  }

  /** [PLT-HBT-022] An id alone proves nothing: others see it pass. */
  private Optional<Known> known(ResultSet row, HeartbeatName name) throws SQLException {
    HeartbeatKeys keys = HeartbeatKeys.of(row.getBytes("secret"));
    long counter = row.getLong("period") * HeartbeatKeys.PERIOD + name.low();
    boolean admitted = DeviceState.valueOf(row.getString("state")).isAdmitted();
    if (!admitted || !isSame(keys.tag(counter, name.zone()), name.tag())) {
      return Optional.empty();
    }
    Instant contact = time(row, "last_contact");
    return Optional.of(
        new Known(
            row.getObject("device", UUID.class),
            keys,
            counter,
            row.getLong("counter"),
            time(row, "heard"),
            contact == null || contact.isBefore(clock.instant().minus(SILENT))));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static boolean isSame(String right, String shown) {
    return MessageDigest.isEqual(
        right.getBytes(StandardCharsets.US_ASCII), shown.getBytes(StandardCharsets.US_ASCII));
  }
}
