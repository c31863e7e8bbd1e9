package io.platen.server.command.control;

import io.platen.protocol.codec.CommandCodec;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.command.Command;
import io.platen.protocol.command.CommandKind;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.order.CommandCheck;
import io.platen.protocol.order.OrderSigner;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.command.entity.CommandState;
import io.platen.server.command.entity.DeviceCommand;
import io.platen.server.database.Database;
import io.platen.server.problem.InvalidException;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What people ask of devices: order, confirm, cancel, and where it stands. */
@ApplicationScoped
public class CommandOrders {
  static final Duration SHORTEST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofDays(7);

  private static final int MOST_LISTED = 100;

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
    CommandKind kind = ParameterCheck.check(wanted);
    // PostgreSQL has microseconds; the signed document shall say the same.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID id = UUID.randomUUID();
    return database.inTransaction(
        connection -> {
          demandDevice(connection, by.tenant(), device);
          CommandState state = kind.isGrave() ? CommandState.AWAITING : CommandState.WAITING;
          CommandRows.execute(
              connection,
              "INSERT INTO device_command (id, tenant, device, kind, parameters, state, ordered_by,"
                  + " created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id,
              by.tenant(),
              device,
              kind.token(),
              connection.createArrayOf("text", CommandRows.lines(wanted.parameters())),
              state.name(),
              by.name(),
              now,
              now.plus(wanted.deadline()));
          audit(connection, by, "command.order", kind.token() + " " + id + " to " + device, now);
          if (!kind.isGrave()) {
            release(connection, get(connection, by.tenant(), id), now);
          }
          return get(connection, by.tenant(), id);
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
          if (isSamePerson(by, command.orderedBy())) {
            throw new RefusedException(
                403, "A second person must confirm it, and " + by.name() + " has ordered it");
          }
          CommandRows.execute(
              connection,
              "UPDATE device_command SET state = 'WAITING', confirmed_by = ? WHERE id = ?",
              by.name(),
              id);
          audit(connection, by, "command.confirm", command.kind() + " " + id, now);
          release(connection, command, now);
          return get(connection, by.tenant(), id);
        });
  }

  /** A token is as good as the person who made it. */
  private static boolean isSamePerson(Caller by, String orderedBy) {
    return by.name().equals(orderedBy) || by.owner().equals(orderedBy);
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

  /** What the device has not begun it never sees; what it has, it is asked to end. */
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
            CommandRows.ring(connection, "cancel " + device + " " + id);
          }
          return get(connection, by.tenant(), id);
        });
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

  /** What came of a command, in the order in which the device has told it. */
  public List<CommandResult> findings(Caller by, UUID device, UUID id) {
    get(by, device, id);
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT document FROM command_result WHERE command = ? AND document IS NOT NULL"
                      + " ORDER BY number")) {
            query.setObject(1, id);
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

  private static DeviceCommand get(Connection connection, long tenant, UUID id)
      throws SQLException {
    return CommandRows.list(connection, "WHERE tenant = ? AND id = ?", tenant, id).stream()
        .findFirst()
        .orElseThrow(() -> RefusedException.notFound("command " + id));
  }

  private static DeviceCommand lock(Connection connection, long tenant, UUID device, UUID id)
      throws SQLException {
    return CommandRows.list(
            connection, "WHERE tenant = ? AND device = ? AND id = ? FOR UPDATE", tenant, device, id)
        .stream()
        .findFirst()
        .orElseThrow(() -> RefusedException.notFound("command " + id));
  }

  private static void demandDevice(Connection connection, long tenant, UUID device)
      throws SQLException {
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

  private static void audit(
      Connection connection, Caller by, String action, String subject, Instant now)
      throws SQLException {
    Audit.record(connection, new Audit.Entry(now, by.tenant(), by.name(), action, subject));
  }

  /** What a command of some kind must have and may have. */
  static final class ParameterCheck {
    private ParameterCheck() {}

    static CommandKind check(Wanted wanted) {
      CommandKind kind =
          CommandKind.find(wanted.kind())
              .orElseThrow(
                  () ->
                      new InvalidException(
                          "kind",
                          "'" + wanted.kind() + "' is no kind of command",
                          "one of the registry of commands, e.g. read"));
      if (wanted.deadline().compareTo(SHORTEST) < 0 || wanted.deadline().compareTo(LONGEST) > 0) {
        throw new InvalidException(
            "deadlineMinutes", "It is too short or too long", "1 minute to 7 days");
      }
      for (String name : wanted.parameters().keySet()) {
        if (!allowed(kind).contains(name)) {
          throw new InvalidException(
              name, "A " + kind.token() + " has no " + name, String.join(", ", allowed(kind)));
        }
      }
      for (String name : needed(kind)) {
        if (Objects.requireNonNullElse(wanted.parameters().get(name), "").isBlank()) {
          throw new InvalidException(name, "It is missing", "a value");
        }
      }
      return kind;
    }

    private static List<String> allowed(CommandKind kind) {
      return switch (kind) {
        case MIB_WALK -> List.of("address", "root");
        case READ -> List.of("address");
        case REDIRECT -> List.of("update", "download", "authority");
        default -> List.of();
      };
    }

    private static List<String> needed(CommandKind kind) {
      return switch (kind) {
        case MIB_WALK -> List.of("address");
        case REDIRECT -> List.of("update", "download", "authority");
        default -> List.of();
      };
    }
  }
}
