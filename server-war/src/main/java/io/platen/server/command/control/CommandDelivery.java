package io.platen.server.command.control;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.entity.DeviceState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Between the table of commands and a device's channel: which go out, and what comes back. The
 * table is the truth: a channel that breaks loses nothing, since the next one asks behind the last
 * command that the device has taken.
 */
@ApplicationScoped
public class CommandDelivery {
  /** [PLT-CMD-022] For a device that was just at the end. */
  static final Duration GRACE = Duration.ofSeconds(60);

  /** In one document; its limits allow no more. */
  private static final int AT_ONCE = 8;

  private static final int MOST_CERTIFICATES = 8;

  private Database database;
  private OrderKeys keys;
  private InstantSource clock;
  private OpenCommands open;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected CommandDelivery() {}

  @Inject
  public CommandDelivery(Database database, OrderKeys keys, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
    this.open = new OpenCommands(database, clock);
  }

  /** Those that have not ended, whatever channel there is. */
  public OpenCommands open() {
    return open;
  }

  /** What a channel has to send. */
  public record Outgoing(List<LiveMessage> messages, long last) {
    public Outgoing {
      messages = List.copyOf(messages);
    }
  }

  /**
   * [PLT-LIV-003] Those that are open and lie behind a counter, in their order. They count as sent.
   * [PLT-LIV-007] None of a device that was cut off, also before its channel ends.
   *
   * @param channel only the device's newest may send: so none overtakes another
   * @param last the highest counter that this channel has sent, or the device has named
   */
  public Outgoing claim(AdmittedDevice device, UUID channel, long last) {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          List<LiveMessage> messages = new ArrayList<>();
          long highest = last;
          if (isNewest(connection, device, channel)) {
            withdraw(connection, device, last, now);
            Claimed claimed = claim(connection, device, last, now);
            claimed.message().ifPresent(messages::add);
            highest = Math.max(last, claimed.highest());
          }
          return new Outgoing(messages, highest);
        });
  }

  /** Holds the row, so that a newer channel of the device waits until this one has claimed. */
  private static boolean isNewest(Connection connection, AdmittedDevice device, UUID channel)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM live_channel WHERE device = ? AND channel = ? FOR UPDATE")) {
      query.setObject(1, device.id());
      query.setObject(2, channel);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private record Claimed(Optional<LiveMessage> message, long highest) {}

  private Claimed claim(Connection connection, AdmittedDevice device, long last, Instant now)
      throws SQLException {
    List<LiveMessage.SignedBytes> files = new ArrayList<>();
    Set<X509Certificate> certificates = new LinkedHashSet<>();
    List<UUID> ids = new ArrayList<>();
    long highest = last;
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id, counter, signed, certificate FROM device_command WHERE device = ?"
                + " AND tenant = ? AND counter > ? AND state IN ('WAITING', 'SENT')"
                + " AND expires > ?"
                // With the same look as at the commands: what was ordered later is not seen before.
                + " AND EXISTS (SELECT 1 FROM device d WHERE d.id = device_command.device"
                + " AND d.state = ANY (?)) ORDER BY counter LIMIT "
                + AT_ONCE
                + " FOR UPDATE")) {
      query.setObject(1, device.id());
      query.setLong(2, device.tenant());
      query.setLong(3, last);
      query.setObject(4, now.atOffset(ZoneOffset.UTC));
      query.setArray(5, connection.createArrayOf("text", DeviceState.admitted()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          X509Certificate signer = certificate(row.getBytes("certificate"));
          Set<X509Certificate> more = new LinkedHashSet<>(certificates);
          more.add(signer);
          // [PLT-CMD-026]
          keys.issuer(signer).ifPresent(more::add);
          if (more.size() > MOST_CERTIFICATES) {
            break; // the others go with the next document
          }
          certificates.addAll(more);
          ids.add(row.getObject("id", UUID.class));
          highest = row.getLong("counter");
          files.add(new LiveMessage.SignedBytes(row.getBytes("signed")));
        }
      }
    }
    for (UUID id : ids) {
      CommandRows.execute(
          connection,
          "UPDATE device_command SET state = 'SENT', sent = ? WHERE id = ? AND state = 'WAITING'",
          now,
          id);
    }
    return files.isEmpty()
        ? new Claimed(Optional.empty(), last)
        : new Claimed(
            Optional.of(new LiveMessage.Commands(List.copyOf(certificates), files)), highest);
  }

  /** By its counter the device says that it has not taken them: they were lost with a channel. */
  private static void withdraw(Connection connection, AdmittedDevice device, long last, Instant now)
      throws SQLException {
    int withdrawn =
        CommandRows.execute(
            connection,
            "UPDATE device_command SET state = 'CANCELLED', ended = ?,"
                + " detail = 'It was cancelled before the device had taken it' WHERE device = ?"
                + " AND tenant = ? AND state = 'SENT' AND counter > ? AND cancel_asked IS NOT NULL",
            now,
            device.id(),
            device.tenant(),
            last);
    if (withdrawn > 0) {
      CommandRows.ring(connection, "pages " + device.id());
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that this server made cannot be read", e);
    }
  }

  /**
   * [PLT-CMD-021] Takes a piece of what came of a command, once; returns after the commit. What is
   * about no command of this device, or comes after the command's end, is taken, too, and
   * forgotten: else it would be sent for ever.
   */
  public LiveMessage.Taken heard(AdmittedDevice device, CommandResult piece) {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          Optional<CommandState> state = lock(connection, device, piece.command());
          if (state.isPresent() && !state.get().isEnd() && insert(connection, piece, now)) {
            advance(connection, piece, now);
            CommandRows.ring(connection, "pages " + device.id());
          }
          return new LiveMessage.Taken(piece.command(), piece.number());
        });
  }

  /** [PLT-CMD-032] A piece that cannot be read has come: its command ends, and nobody waits. */
  public LiveMessage.Taken unreadable(
      AdmittedDevice device, UUID command, long number, String detail) {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          Optional<CommandState> state = lock(connection, device, command);
          if (state.isPresent() && !state.get().isEnd()) {
            CommandRows.execute(
                connection,
                "UPDATE device_command SET state = 'FAILED', reason = 'fault', detail = ?,"
                    + " ended = ? WHERE id = ?",
                detail,
                now,
                command);
            CommandRows.ring(connection, "pages " + device.id());
          }
          return new LiveMessage.Taken(command, number);
        });
  }

  private static Optional<CommandState> lock(
      Connection connection, AdmittedDevice device, UUID command) throws SQLException {
    return CommandRows.list(
            connection,
            "WHERE tenant = ? AND device = ? AND id = ? FOR UPDATE",
            device.tenant(),
            device.id(),
            command)
        .stream()
        .map(DeviceCommand::state)
        .findFirst();
  }

  /** Whether it is new. */
  private static boolean insert(Connection connection, CommandResult piece, Instant now)
      throws SQLException {
    boolean carries = !piece.objects().isEmpty() || !piece.lines().isEmpty();
    return CommandRows.execute(
            connection,
            "INSERT INTO command_result (command, number, stage, at, received, document)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            piece.command(),
            piece.number(),
            piece.stage().name(),
            piece.at(),
            now,
            carries ? LiveCodec.write(piece) : null)
        > 0;
  }

  private static void advance(Connection connection, CommandResult piece, Instant now)
      throws SQLException {
    CommandState state =
        piece.stage().isEnd() ? CommandState.valueOf(piece.stage().name()) : CommandState.RUNNING;
    CommandRows.execute(
        connection,
        "UPDATE device_command SET state = ?, reason = ?, detail = COALESCE(?, detail),"
            + " done = COALESCE(?, done), total = COALESCE(?, total), ended = ? WHERE id = ?",
        state.name(),
        piece.reason(),
        piece.detail(),
        piece.done(),
        piece.of(),
        state.isEnd() ? now.atOffset(ZoneOffset.UTC) : null,
        piece.command());
    if (piece.stage() == CommandResult.Stage.DONE) {
      restWhereAsked(connection, piece, now);
    }
  }

  /** [PLT-CMD-024] One that was asked to stop has its record say so, until it is activated. */
  private static void restWhereAsked(Connection connection, CommandResult piece, Instant now)
      throws SQLException {
    int changed =
        CommandRows.execute(
            connection,
            "UPDATE device SET state = 'DEACTIVATED' WHERE id = ? AND state IN ('CREATED',"
                + " 'PENDING', 'ACTIVE') AND EXISTS (SELECT 1 FROM device_command c WHERE c.id = ?"
                + " AND (c.kind IN ('deactivate', 'uninstall')"
                + " OR 'deactivate=true' = ANY (c.parameters)))",
            piece.device(),
            piece.command());
    if (changed > 0) {
      CommandRows.execute(
          connection,
          "INSERT INTO audit_entry (tenant, at, actor, action, subject) SELECT tenant, ?,"
              + " ordered_by, 'device.deactivate', device::text FROM device_command WHERE id = ?",
          now,
          piece.command());
    }
  }
}
