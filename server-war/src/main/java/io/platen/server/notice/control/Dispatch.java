package io.platen.server.notice.control;

import io.platen.server.database.Database;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Item;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes notices of what waits, each channel by one node at a time. */
@ApplicationScoped
public class Dispatch {
  private static final Duration HOUR = Duration.ofHours(1);

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Dispatch() {}

  @Inject
  public Dispatch(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** How many channels had something to tell. */
  public int dispatch() {
    int channels = 0;
    Optional<UUID> last = Optional.of(new UUID(0, 0));
    while (true) {
      UUID after = last.orElseThrow();
      last = database.inTransaction(connection -> next(connection, after));
      if (last.isEmpty()) {
        return channels;
      }
      channels++;
    }
  }

  private Optional<UUID> next(Connection connection, UUID after) throws SQLException {
    Optional<Channel> locked = new ChannelRows(connection).lockNext(after);
    if (locked.isPresent()) {
      dispatch(connection, locked.get());
    }
    return locked.map(Channel::id);
  }

  private void dispatch(Connection connection, Channel channel) throws SQLException {
    Instant now = clock.instant();
    ItemRows rows = new ItemRows(connection);
    Digests digests = new Digests(channel, new WindowRows(connection).list(channel.tenant()), now);
    List<Item> waiting = rows.waiting(channel);
    rows.drop(channel, digests.needless(waiting));
    int sent = rows.sentSince(channel, now.minus(HOUR));
    for (List<Item> digest : digests.due(waiting, sent)) {
      rows.send(channel, digest, now);
    }
  }
}
