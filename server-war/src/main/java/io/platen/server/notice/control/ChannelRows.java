package io.platen.server.notice.control;

import io.platen.server.database.Query;
import io.platen.server.notice.entity.Channel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Channels in the database. */
final class ChannelRows {
  private final Connection connection;

  ChannelRows(Connection connection) {
    this.connection = connection;
  }

  List<Channel> list(long tenant) throws SQLException {
    return Query.of(
            connection,
            "SELECT c.*, c.id AS channel_id, c.name AS channel_name FROM notice_channel c"
                + " WHERE c.tenant = ? ORDER BY lower(c.name)",
            tenant)
        .list(ChannelRows::channel);
  }

  Optional<Channel> find(long tenant, UUID id) throws SQLException {
    return list(tenant).stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** What has something to tell, for one node at a time: that keeps the hourly limit. */
  Optional<Channel> lockNext(UUID after) throws SQLException {
    return Query.of(
            connection,
            "SELECT c.*, c.id AS channel_id, c.name AS channel_name FROM notice_channel c"
                + " WHERE c.id > ? AND EXISTS (SELECT FROM notice_item i WHERE i.tenant = c.tenant"
                + " AND i.channel = c.id AND i.digest IS NULL)"
                + " ORDER BY c.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED",
            after)
        .first(ChannelRows::channel);
  }

  /**
   * @param key sealed; null where it stays, or where there is none
   */
  void put(Channel channel, byte @Nullable [] key, Instant now) throws SQLException {
    Query.of(
            connection,
            "INSERT INTO notice_channel (tenant, id, name, kind, targets, language, digest_minutes,"
                + " hourly_limit, sealed_key, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name,"
                + " targets = excluded.targets, language = excluded.language,"
                + " digest_minutes = excluded.digest_minutes, hourly_limit = excluded.hourly_limit,"
                + " sealed_key = coalesce(excluded.sealed_key, notice_channel.sealed_key),"
                + " secret = CASE WHEN excluded.sealed_key IS NULL THEN notice_channel.secret END",
            channel.tenant(),
            channel.id(),
            channel.name(),
            channel.kind(),
            channel.targets().toArray(String[]::new),
            channel.language(),
            Math.toIntExact(channel.digest().toMinutes()),
            channel.hourlyLimit(),
            key,
            now)
        .update();
  }

  boolean delete(long tenant, UUID id) throws SQLException {
    return Query.of(
                connection, "DELETE FROM notice_channel WHERE tenant = ? AND id = ?", tenant, id)
            .update()
        > 0;
  }

  static Channel channel(ResultSet row) throws SQLException {
    return new Channel(
        row.getLong("tenant"),
        row.getObject("channel_id", UUID.class),
        row.getString("channel_name"),
        Channel.Kind.valueOf(row.getString("kind")),
        List.of((String[]) row.getArray("targets").getArray()),
        row.getString("language"),
        Duration.ofMinutes(row.getInt("digest_minutes")),
        row.getInt("hourly_limit"));
  }
}
