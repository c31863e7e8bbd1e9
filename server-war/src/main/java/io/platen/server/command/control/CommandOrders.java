package io.platen.server.command.control;

import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandKind;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.database.Database;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.CertificateEncodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** What people ask of devices: order, confirm, cancel. Where it stands: {@link CommandQueries}. */
@ApplicationScoped
public class CommandOrders {
  private Database database;
  private OrderKeys keys;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected CommandOrders() {}

  @Inject
  public CommandOrders(Database database, OrderKeys keys, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What somebody typed.
   *
   * @param deadline how long it is good
   */
  public record Wanted(String kind, Map<String, String> parameters, Duration deadline) {
    public Wanted {
      parameters = Map.copyOf(parameters);
    }
  }

  /** It goes to the device at once, or with its next contact; a grave one once it is confirmed. */
  public DeviceCommand order(Caller by, UUID device, Wanted wanted) {
    OrderCheck.Checked checked = OrderCheck.check(wanted);
    CommandKind kind = checked.kind();
    // PostgreSQL has microseconds; the signed document shall say the same.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID id = UUID.randomUUID();
    return database.inTransaction(
        connection -> {
          CommandQueries.demandDevice(connection, by.tenant(), device);
          CommandState state = kind.isGrave() ? CommandState.AWAITING : CommandState.WAITING;
          CommandRows.execute(
              connection,
              "INSERT INTO device_command (id, tenant, device, kind, parameters, state, ordered_by,"
                  + " ordered_owner, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id,
              by.tenant(),
              device,
              kind.token(),
              connection.createArrayOf("text", CommandRows.lines(checked.parameters())),
              state.name(),
              by.name(),
              by.owner(),
              now,
              now.plus(wanted.deadline()));
          audit(connection, by, "command.order", kind.token() + " " + id + " to " + device, now);
          if (!kind.isGrave()) {
            release(connection, CommandQueries.get(connection, by.tenant(), id), now);
          }
          return CommandQueries.get(connection, by.tenant(), id);
        });
  }

  /** [PLT-CMD-023] By somebody else than who has ordered it. */
  public DeviceCommand confirm(Caller by, UUID device, UUID id) {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          DeviceCommand command = lock(connection, by.tenant(), device, id);
          if (command.state() != CommandState.AWAITING) {
            throw new RefusedException(409, "This command waits for nobody's word");
          }
          if (!now.isBefore(command.expires())) {
            throw new RefusedException(409, "The time of this command is over");
          }
          if (by.owner().equals(owner(connection, command))) {
            throw new RefusedException(
                403, "A second person must confirm it, and " + by.name() + " has ordered it");
          }
          CommandRows.execute(
              connection,
              "UPDATE device_command SET state = 'WAITING', confirmed_by = ? WHERE id = ?",
              by.name(),
              id);
          audit(
              connection, by, "command.confirm", command.kind() + " " + id + " to " + device, now);
          release(connection, command, now);
          return CommandQueries.get(connection, by.tenant(), id);
        });
  }

  /** A token is as good as the person who made it. */
  private static String owner(Connection connection, DeviceCommand command) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT COALESCE(ordered_owner, ordered_by) FROM device_command WHERE id = ?")) {
      query.setObject(1, command.id());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** [PLT-CMD-020] Numbered and signed, and in the same transaction told to who has the channel. */
  private void release(Connection connection, DeviceCommand command, Instant now)
      throws SQLException {
    OrderSigner signer =
        keys.signer(now)
            .orElseThrow(
                () ->
                    new RefusedException(
                        409,
                        "This server has no authority of its own, so devices trust no key of its"
                            + " commands"));
    long counter = nextCounter(connection, command.device());
    byte[] content =
        CommandCodec.write(
            new Command(
                command.id(),
                command.device(),
                counter,
                command.kind(),
                command.created(),
                command.expires(),
                command.parameters()));
    CommandRows.execute(
        connection,
        "UPDATE device_command SET counter = ?, signed = ?, certificate = ? WHERE id = ?",
        counter,
        signer.sign(CommandCheck.ROLE, content),
        der(signer),
        command.id());
    CommandRows.ring(connection, "command " + command.device());
    CommandRows.ring(connection, "pages " + command.device());
  }

  private static byte[] der(OrderSigner signer) {
    try {
      return signer.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was just made has an encoding", e);
    }
  }

  /** The row is locked until the commit: whoever commits first has the lower number. */
  private static long nextCounter(Connection connection, UUID device) throws SQLException {
    try (PreparedStatement next =
        connection.prepareStatement(
            "INSERT INTO command_counter (device, last) VALUES (?, 1)"
                + " ON CONFLICT (device) DO UPDATE SET last = command_counter.last + 1"
                + " RETURNING last")) {
      next.setObject(1, device);
      try (ResultSet row = next.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * What was not sent the device never sees. What was, it is asked to end, over each channel until
   * it has said that it did; where it turns out that it has not taken it, it gets it no more.
   */
  public DeviceCommand cancel(Caller by, UUID device, UUID id) {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          DeviceCommand command = lock(connection, by.tenant(), device, id);
          if (command.state().isEnd()) {
            throw new RefusedException(409, "This command has ended already");
          }
          audit(connection, by, "command.cancel", command.kind() + " " + id, now);
          boolean unseen =
              command.state() == CommandState.AWAITING || command.state() == CommandState.WAITING;
          if (unseen) {
            CommandRows.execute(
                connection,
                "UPDATE device_command SET state = 'CANCELLED', ended = ? WHERE id = ?",
                now,
                id);
          } else {
            CommandRows.execute(
                connection,
                "UPDATE device_command SET cancel_asked = COALESCE(cancel_asked, ?) WHERE id = ?",
                now,
                id);
            CommandRows.ring(connection, "cancel " + device + " " + id);
          }
          CommandRows.ring(connection, "pages " + device);
          return CommandQueries.get(connection, by.tenant(), id);
        });
  }

  private static DeviceCommand lock(Connection connection, long tenant, UUID device, UUID id)
      throws SQLException {
    return CommandRows.list(
            connection, "WHERE tenant = ? AND device = ? AND id = ? FOR UPDATE", tenant, device, id)
        .stream()
        .findFirst()
        .orElseThrow(() -> RefusedException.notFound("command " + id));
  }

  private static void audit(
      Connection connection, Caller by, String action, String subject, Instant now)
      throws SQLException {
    Audit.record(connection, new Audit.Entry(now, by.tenant(), by.name(), action, subject));
  }
}
