package io.platen.server.release.control;

import io.platen.server.database.Database;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes objects that no stored metadata names, some time after they were named last: those of
 * withdrawn releases, and what was uploaded and never published. What is named, by whichever
 * tenant, is never touched; no release can become live while a sweep removes something.
 */
final class ObjectSweep {
  /** Of objects removed in one turn: the store is never kept busy for long. */
  static final int MOST_AT_ONCE = 500;

  /** Publishing takes it shared, a sweep alone. */
  private static final long LOCK = 0x506c6174_656e4f62L; // "PlatenOb"

  private final Database database;
  private final ObjectStore objects;
  private final Duration grace;

  /**
   * @param grace for how long nobody must have named an object
   */
  ObjectSweep(Database database, ObjectStore objects, Duration grace) {
    this.database = database;
    this.objects = objects;
    this.grace = grace;
  }

  /** What a turn removed. */
  record Swept(int objects, long bytes) {}

  /** In the transaction in which a release becomes live: until its end nothing is removed. */
  static void holdBack(Connection connection) throws SQLException {
    run(connection, "SELECT pg_advisory_xact_lock_shared(?)", LOCK);
  }

  /** One turn. Nothing where another node, or somebody who publishes, is at work. */
  Swept sweep(Instant now) throws IOException {
    Map<String, Instant> stored = new TreeMap<>();
    objects.forEach(stored::put);
    return database.inTransaction(
        connection ->
            run(connection, "SELECT pg_try_advisory_xact_lock(?)", LOCK)
                ? sweep(connection, stored, now)
                : new Swept(0, 0));
  }

  private Swept sweep(Connection connection, Map<String, Instant> stored, Instant now)
      throws SQLException, IOException {
    Instant before = now.minus(grace);
    dropPairs(connection, before);
    stored.keySet().removeAll(named(connection));
    note(connection, stored.keySet(), now);
    int count = 0;
    long bytes = 0;
    for (String each : unnamedSince(connection, before)) {
      Instant sent = stored.get(each);
      if (sent != null && sent.isBefore(before)) {
        bytes += objects.length(each).orElse(0);
        objects.remove(each);
        count++;
      }
    }
    return new Swept(count, bytes);
  }

  /** Pair packs that lead to nothing that devices are offered. */
  private static void dropPairs(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM pair_pack p WHERE coalesce(made, wanted) < ? AND NOT EXISTS"
                + " (SELECT 1 FROM published_content c WHERE c.list = p.list)")) {
      delete.setObject(1, at(before));
      delete.executeUpdate();
    }
  }

  private static Set<String> named(Connection connection) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT sha256 FROM published_target UNION SELECT document FROM published_release"
                    + " UNION SELECT list FROM published_content"
                    + " UNION SELECT pack FROM published_content"
                    + " UNION SELECT object FROM pair_pack WHERE object IS NOT NULL");
        ResultSet row = query.executeQuery()) {
      return new HashSet<>(strings(row));
    }
  }

  /** Who is named again, or gone, begins anew. */
  private static void note(Connection connection, Set<String> unnamed, Instant now)
      throws SQLException {
    Array names = connection.createArrayOf("text", unnamed.toArray());
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM unnamed_object WHERE NOT sha256 = ANY (?)");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO unnamed_object (sha256, since) SELECT unnest(?), ?"
                    + " ON CONFLICT (sha256) DO NOTHING")) {
      delete.setArray(1, names);
      delete.executeUpdate();
      insert.setArray(1, names);
      insert.setObject(2, at(now));
      insert.executeUpdate();
    }
  }

  private static List<String> unnamedSince(Connection connection, Instant before)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT sha256 FROM unnamed_object WHERE since < ? ORDER BY since, sha256 LIMIT "
                + MOST_AT_ONCE)) {
      query.setObject(1, at(before));
      try (ResultSet row = query.executeQuery()) {
        return strings(row);
      }
    }
  }

  private static List<String> strings(ResultSet row) throws SQLException {
    List<String> found = new ArrayList<>();
    while (row.next()) {
      found.add(row.getString(1));
    }
    return found;
  }

  private static boolean run(Connection connection, String lock, long key) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(lock)) {
      query.setLong(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getObject(1) instanceof Boolean is && is;
      }
    }
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
