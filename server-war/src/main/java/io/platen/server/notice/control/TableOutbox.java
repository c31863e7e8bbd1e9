package io.platen.server.notice.control;

import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.notice.entity.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox as a table: who claims a row has it until the lease ends. */
@ApplicationScoped
public class TableOutbox implements Outbox {
  /** Longer than any try may take. */
  static final Duration LEASE = Duration.ofMinutes(10);

  private static final String CLAIM =
      "UPDATE notice SET claim = ?, leased = ?, tries = tries + 1 WHERE id = (SELECT n.id"
          + " FROM notice n JOIN notice_channel c ON c.tenant = n.tenant AND c.id = n.channel"
          + " WHERE n.state = 'WAITING' AND c.kind = ?"
          // What lies further ahead was planned by a clock that has been set back since.
          + " AND (n.next_try <= ? OR n.next_try > ?)"
          + " AND (n.leased IS NULL OR n.leased <= ? OR n.leased > ?)"
          + " ORDER BY n.next_try LIMIT 1 FOR UPDATE OF n SKIP LOCKED) RETURNING id";

  private Database database;
  private WebhookKeys keys;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected TableOutbox() {}

  @Inject
  public TableOutbox(Database database, WebhookKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  @Override
  public Optional<Claimed> claim(Channel.Kind kind, Instant now) {
    UUID claim = UUID.randomUUID();
    return database.inTransaction(
        connection -> {
          Optional<UUID> id =
              Query.of(
                      connection,
                      CLAIM,
                      claim,
                      now.plus(LEASE),
                      kind,
                      now,
                      now.plus(Backoff.LONGEST),
                      now,
                      now.plus(LEASE))
                  .first(row -> row.getObject(1, UUID.class));
          return id.isEmpty() ? Optional.empty() : read(connection, id.get(), claim);
        });
  }

  private Optional<Claimed> read(Connection connection, UUID id, UUID claim) throws SQLException {
    Optional<Row> row =
        Query.of(
                connection,
                "SELECT n.*, c.*, c.id AS channel_id, c.name AS channel_name FROM notice n"
                    + " JOIN notice_channel c ON c.tenant = n.tenant AND c.id = n.channel"
                    + " WHERE n.id = ?",
                id)
            .first(found -> new Row(found, keys));
    return row.isEmpty() ? Optional.empty() : Optional.of(row.get().claimed(connection, id, claim));
  }

  private record Row(
      Channel channel,
      @Nullable WebhookKey key,
      @Nullable UUID digest,
      String target,
      Instant begun,
      int tries) {

    Row(ResultSet row, WebhookKeys keys) throws SQLException {
      this(
          ChannelRows.channel(row),
          key(row.getObject("channel_id", UUID.class), row.getBytes("sealed_key"), keys),
          row.getObject("digest", UUID.class),
          row.getString("target"),
          Query.time(row, "begun"),
          row.getInt("tries"));
    }

    private static @Nullable WebhookKey key(
        UUID channel, byte @Nullable [] sealed, WebhookKeys keys) {
      return sealed == null ? null : keys.open(channel, sealed).orElse(null);
    }

    Claimed claimed(Connection connection, UUID id, UUID claim) throws SQLException {
      return new Claimed(
          id, claim, channel, key, target, begun, tries, new ItemRows(connection).ofDigest(digest));
    }
  }

  @Override
  public void sent(Claimed notice, Instant now) {
    update(
        "UPDATE notice SET state = 'SENT', ended = ?, claim = NULL, leased = NULL, error = NULL"
            + " WHERE id = ? AND claim = ?",
        now,
        notice.id(),
        notice.claim());
  }

  @Override
  public void later(Claimed notice, Instant next, String why) {
    database.inTransaction(
        connection -> {
          int mine =
              Query.of(
                      connection,
                      "UPDATE notice SET next_try = ?, claim = NULL, leased = NULL, error = ?"
                          + " WHERE id = ? AND claim = ?",
                      next,
                      why,
                      notice.id(),
                      notice.claim())
                  .update();
          if (mine > 0) {
            Query.of(
                    connection,
                    "UPDATE notice SET next_try = ? WHERE tenant = ? AND channel = ? AND target = ?"
                        + " AND state = 'WAITING' AND claim IS NULL AND next_try < ?",
                    next,
                    notice.channel().tenant(),
                    notice.channel().id(),
                    notice.target(),
                    next)
                .update();
          }
          return mine;
        });
  }

  @Override
  public void failed(Claimed notice, Instant now, String why) {
    update(
        "UPDATE notice SET state = 'FAILED', ended = ?, error = ?, claim = NULL, leased = NULL"
            + " WHERE id = ? AND claim = ?",
        now,
        why,
        notice.id(),
        notice.claim());
  }

  private void update(String sql, Object... values) {
    database.inTransaction(connection -> Query.of(connection, sql, values).update());
  }
}
