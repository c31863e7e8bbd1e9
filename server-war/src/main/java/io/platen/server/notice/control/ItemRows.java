package io.platen.server.notice.control;

import io.platen.server.database.Query;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Item;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Items in the database, and the notices that are made of them. */
final class ItemRows {
  /** What is left of a storm comes with the next look. */
  private static final int MOST = 5_000;

  /** Who takes note of a printer's own alert, or mutes it, does so of what rules made of it. */
  private static final String SELECT =
      FindingRows.SELECT
          + ", i.id AS item_id, i.kind AS item_kind, i.due,"
          + " (f.acknowledged IS NOT NULL OR a.acknowledged IS NOT NULL) AS quiet,"
          + " greatest(f.muted_until, a.muted_until) AS muted"
          + FindingRows.FROM
          + " JOIN notice_item i ON i.tenant = f.tenant AND i.finding = f.id"
          + " LEFT JOIN printer_alert a ON a.tenant = f.tenant AND a.id = f.alert";

  private final Connection connection;

  ItemRows(Connection connection) {
    this.connection = connection;
  }

  List<Item> waiting(Channel channel) throws SQLException {
    return Query.of(
            connection,
            SELECT
                + " WHERE i.tenant = ? AND i.channel = ? AND i.digest IS NULL"
                + " ORDER BY d.name, i.due, i.id LIMIT "
                + MOST
                + " FOR UPDATE OF i SKIP LOCKED",
            channel.tenant(),
            channel.id())
        .list(ItemRows::item);
  }

  List<Item> ofDigest(@Nullable UUID digest) throws SQLException {
    return digest == null
        ? List.of()
        : Query.of(connection, SELECT + " WHERE i.digest = ? ORDER BY d.name, i.due, i.id", digest)
            .list(ItemRows::item);
  }

  void drop(Channel channel, List<Item> items) throws SQLException {
    Query.of(
            connection,
            "DELETE FROM notice_item WHERE tenant = ? AND id = ANY(?) AND digest IS NULL",
            channel.tenant(),
            ids(items))
        .update();
  }

  int sentSince(Channel channel, Instant since) throws SQLException {
    return Query.of(
            connection,
            "SELECT count(DISTINCT digest) FROM notice WHERE tenant = ? AND channel = ?"
                + " AND created > ?",
            channel.tenant(),
            channel.id(),
            since)
        .first(row -> row.getInt(1))
        .orElse(0);
  }

  /** A notice to each target. */
  void send(Channel channel, List<Item> items, Instant now) throws SQLException {
    UUID digest = UUID.randomUUID();
    Query.of(
            connection,
            "UPDATE notice_item SET digest = ? WHERE tenant = ? AND id = ANY(?)",
            digest,
            channel.tenant(),
            ids(items))
        .update();
    for (String target : channel.targets()) {
      insert(connection, channel, digest, target, now);
    }
  }

  static void insert(
      Connection connection, Channel channel, @Nullable UUID digest, String target, Instant now)
      throws SQLException {
    Query.of(
            connection,
            "INSERT INTO notice (id, tenant, channel, digest, target, state, created, begun, tries,"
                + " next_try) VALUES (?, ?, ?, ?, ?, 'WAITING', ?, ?, 0, ?)",
            UUID.randomUUID(),
            channel.tenant(),
            channel.id(),
            digest,
            target,
            now,
            now,
            now)
        .update();
  }

  private static Long[] ids(List<Item> items) {
    return items.stream().map(Item::id).toArray(Long[]::new);
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong("item_id"),
        Item.Kind.valueOf(row.getString("item_kind")),
        FindingRows.finding(row),
        Query.time(row, "due"),
        row.getBoolean("quiet"),
        Query.findTime(row, "muted"));
  }
}
