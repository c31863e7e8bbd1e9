package io.platen.server.notice.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.notice.entity.Finding;
import io.platen.server.notice.entity.Notice;
import io.platen.server.notice.entity.Notice.State;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rules found, and what became of telling it. */
@ApplicationScoped
public class Notices {
  /** Of a list. */
  public static final int MOST = 200;

  /** How long findings that are over are kept, and notices that are sent or given up. */
  public static final Duration KEPT = Duration.ofDays(90);

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Notices() {}

  @Inject
  public Notices(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The newest first. */
  public List<Finding> findings(long tenant, boolean open) {
    return database.read(connection -> new FindingRows(connection).list(tenant, open, MOST));
  }

  public long openFindings(long tenant) {
    return database.read(connection -> new FindingRows(connection).count(tenant));
  }

  public Optional<Finding> finding(long tenant, long id) {
    return database.read(connection -> new FindingRows(connection).find(tenant, id));
  }

  private static final String SELECT =
      "SELECT n.*, c.name AS channel_name, (SELECT count(*) FROM notice_item i"
          + " WHERE i.digest = n.digest) AS items FROM notice n"
          + " JOIN notice_channel c ON c.tenant = n.tenant AND c.id = n.channel"
          + " WHERE n.tenant = ?";

  /**
   * The newest first.
   *
   * @param state null for all
   */
  public List<Notice> list(long tenant, @Nullable State state) {
    return database.read(
        connection ->
            Query.of(
                    connection,
                    SELECT
                        + " AND (?::text IS NULL OR n.state = ?)"
                        + " ORDER BY n.created DESC, n.id LIMIT "
                        + MOST,
                    tenant,
                    state,
                    state)
                .list(Notices::notice));
  }

  /** Who was told of a finding, the oldest first. */
  public List<Notice> ofFinding(long tenant, long finding) {
    return database.read(
        connection ->
            Query.of(
                    connection,
                    SELECT
                        + " AND n.digest IN (SELECT i.digest FROM notice_item i"
                        + " WHERE i.tenant = ? AND i.finding = ?) ORDER BY n.created, n.id",
                    tenant,
                    tenant,
                    finding)
                .list(Notices::notice));
  }

  /** Tries one that was given up again, for another day. */
  public void sendAgain(Caller caller, UUID id) {
    Instant now = clock.instant();
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          int changed =
              Query.of(
                      connection,
                      "UPDATE notice SET state = 'WAITING', begun = ?, next_try = ?, tries = 0,"
                          + " ended = NULL WHERE tenant = ? AND id = ? AND state = 'FAILED'",
                      now,
                      now,
                      caller.tenant(),
                      id)
                  .update();
          if (changed == 0) {
            throw RefusedException.notFound("notice " + id + " that was given up");
          }
          Rules.audit(connection, caller, "notice.again", id.toString(), now);
          return true;
        });
  }

  /** Forgets what is over for longer than {@link #KEPT}. */
  public int forget() {
    Instant now = clock.instant();
    return database.inTransaction(
        connection ->
            new FindingRows(connection).forget(now, KEPT)
                + Query.of(connection, "DELETE FROM notice WHERE ended < ?", now.minus(KEPT))
                    .update());
  }

  private static Notice notice(ResultSet row) throws SQLException {
    return new Notice(
        row.getObject("id", UUID.class),
        row.getObject("channel", UUID.class),
        row.getString("channel_name"),
        row.getString("target"),
        State.valueOf(row.getString("state")),
        row.getLong("items"),
        Query.time(row, "created"),
        row.getInt("tries"),
        Query.time(row, "next_try"),
        Query.findTime(row, "ended"),
        row.getString("error"));
  }
}
