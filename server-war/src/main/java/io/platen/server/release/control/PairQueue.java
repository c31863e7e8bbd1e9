package io.platen.server.release.control;

import io.platen.server.database.Database;
import io.platen.server.release.control.RunningImages.OnItsWay;
import io.platen.server.release.control.RunningImages.Running;
import io.platen.server.release.entity.StoredRelease;
import io.platen.server.release.entity.StoredRelease.Content;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pair packs that are wanted, as rows that each node takes one of. */
final class PairQueue {
  /** Rarer images are left to chunks. */
  static final int MOST_OF_ONE_IMAGE = 16;

  static final int MOST_TRIES = 3;

  /** A node that took one and died has lost it after this. */
  static final Duration LEASE = Duration.ofHours(1);

  private final Database database;
  private final Releases releases;

  PairQueue(Database database, Releases releases) {
    this.database = database;
    this.releases = releases;
  }

  /** One to make, both images by what they travel as. */
  record Work(Source old, Source image, String oldImage) {}

  /** How an image can be had. */
  record Source(String list, long listLength, String pack) {}

  /** Notes what devices need for the releases that are on their way; returns how many were new. */
  int want(RunningImages running, Instant now) {
    int wanted = 0;
    for (OnItsWay each : running.onTheirWay()) {
      Optional<StoredRelease> release =
          releases.find(each.tenant(), each.repository(), each.model(), each.release());
      if (release.isPresent()) {
        for (Pair pair : needed(release.get(), running, each.tenant())) {
          wanted += want(pair.list(), pair.oldImage(), now);
        }
      }
    }
    return wanted;
  }

  /** What leads from an image that devices run to one of a release. */
  private record Pair(String list, String oldImage) {}

  private static List<Pair> needed(StoredRelease release, RunningImages running, long tenant) {
    List<Running> devices = running.of(tenant, release.repository(), release.model());
    List<Pair> needed = new ArrayList<>();
    for (Content content : release.contents()) {
      devices.stream()
          .filter(each -> each.component() == content.component())
          .map(Running::image)
          .filter(image -> !image.equals(content.image().sha256()))
          .limit(MOST_OF_ONE_IMAGE)
          .forEach(image -> needed.add(new Pair(content.list().sha256(), image)));
    }
    return needed;
  }

  /** Whether some that devices need for a release can be made, and none has tried to yet. */
  boolean isAwaited(StoredRelease release, RunningImages running, long tenant) {
    List<Pair> needed = needed(release, running, tenant);
    return database.read(
        connection -> {
          for (Pair each : needed) {
            if (isAwaited(connection, each)) {
              return true;
            }
          }
          return false;
        });
  }

  private static boolean isAwaited(Connection connection, Pair pair) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM published_content WHERE image = ? AND NOT EXISTS"
                + " (SELECT 1 FROM pair_pack WHERE list = ? AND old_image = ?"
                + " AND (state <> 'WANTED' OR reason IS NOT NULL)) LIMIT 1")) {
      query.setString(1, pair.oldImage());
      query.setString(2, pair.list());
      query.setString(3, pair.oldImage());
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Only from an image that was published here: of another one there is nothing to make it of. */
  private int want(String list, String oldImage, Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO pair_pack (list, old_image, state, wanted, next_try)"
                      + " SELECT ?, ?, 'WANTED', ?, ? WHERE EXISTS"
                      + " (SELECT 1 FROM published_content WHERE image = ?)"
                      + " ON CONFLICT (list, old_image) DO NOTHING")) {
            insert.setString(1, list);
            insert.setString(2, oldImage);
            insert.setObject(3, now.atOffset(ZoneOffset.UTC));
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.setString(5, oldImage);
            return insert.executeUpdate();
          }
        });
  }

  /**
   * Takes one, which no other node takes while this one works on it: first those that a rollout
   * waits for.
   */
  Optional<Work> take(Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE pair_pack SET next_try = ?, tried = tried + 1 WHERE (list, old_image) ="
                      + " (SELECT list, old_image FROM pair_pack WHERE state = 'WANTED'"
                      + " AND next_try <= ? ORDER BY list IN (SELECT c.list FROM rollout r"
                      + " JOIN published_content c ON c.tenant = r.tenant"
                      + " AND c.repository = r.repository AND c.model = r.hardware"
                      + " AND c.release = r.release WHERE r.state IN ('RUNNING', 'PAUSED')) DESC,"
                      + " wanted, list LIMIT 1 FOR UPDATE SKIP LOCKED)"
                      + " RETURNING list, old_image")) {
            update.setObject(1, now.plus(LEASE).atOffset(ZoneOffset.UTC));
            update.setObject(2, now.atOffset(ZoneOffset.UTC));
            try (ResultSet row = update.executeQuery()) {
              return row.next()
                  ? work(connection, row.getString(1), row.getString(2))
                  : Optional.empty();
            }
          }
        });
  }

  private static Optional<Work> work(Connection connection, String list, String oldImage)
      throws SQLException {
    Optional<Source> image = source(connection, "list", list);
    Optional<Source> old = source(connection, "image", oldImage);
    if (image.isEmpty() || old.isEmpty()) {
      drop(connection, list, oldImage);
      return Optional.empty();
    }
    return Optional.of(new Work(old.get(), image.get(), oldImage));
  }

  /** The column is one of two words of this class. */
  private static Optional<Source> source(Connection connection, String column, String value)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT list, list_length, pack FROM published_content WHERE "
                + column
                + " = ? LIMIT 1")) {
      query.setString(1, value);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new Source(row.getString(1), row.getLong(2), row.getString(3)))
            : Optional.empty();
      }
    }
  }

  /** What it was to be made of is published no more. */
  private static void drop(Connection connection, String list, String oldImage)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM pair_pack WHERE list = ? AND old_image = ?")) {
      delete.setString(1, list);
      delete.setString(2, oldImage);
      delete.executeUpdate();
    }
  }

  void made(Work work, String object, long length, Instant now) {
    database.inTransaction(
        connection -> {
          Pairs.made(connection, work.image().list(), work.oldImage(), object, length, now);
          return work;
        });
  }

  /** It is tried again some times, and then no more. */
  void failed(Work work, String reason, boolean isFinal, Instant now) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE pair_pack SET reason = ?, next_try = ?, state = CASE WHEN ? OR tried >= ?"
                      + " THEN 'FAILED' ELSE state END WHERE list = ? AND old_image = ?")) {
            update.setString(1, reason);
            update.setObject(2, now.plus(LEASE).atOffset(ZoneOffset.UTC));
            update.setBoolean(3, isFinal);
            update.setInt(4, MOST_TRIES);
            update.setString(5, work.image().list());
            update.setString(6, work.oldImage());
            return update.executeUpdate();
          }
        });
  }
}
