package io.platen.server.release.control;

import io.platen.server.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makers' metadata files in the database, to the byte. */
final class UpdateFiles {
  private final Database database;
  private final long tenant;
  private final String repository;

  UpdateFiles(Database database, long tenant, String repository) {
    this.database = database;
    this.tenant = tenant;
    this.repository = repository;
  }

  /** What devices see. */
  Optional<byte[]> live(String name) {
    return database.read(connection -> content(connection, name, " AND live"));
  }

  /** What they see, or will see once a timestamp names it; what waits comes first. */
  Optional<byte[]> any(String name) {
    return database.read(connection -> content(connection, name, " ORDER BY live"));
  }

  private Optional<byte[]> content(Connection connection, String name, String rest)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT content FROM update_file WHERE tenant = ? AND repository = ? AND name = ?"
                + rest)) {
      query.setLong(1, tenant);
      query.setString(2, repository);
      query.setString(3, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** All names, of those that devices see or of those that wait too. */
  List<FileName> names(boolean onlyLive) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT DISTINCT name FROM update_file WHERE tenant = ? AND repository = ?"
                      + (onlyLive ? " AND live" : ""))) {
            query.setLong(1, tenant);
            query.setString(2, repository);
            List<FileName> names = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                FileName.of(row.getString(1)).ifPresent(names::add);
              }
            }
            return names;
          }
        });
  }

  /** How many wait, without this one. */
  int waiting(Connection connection, String without) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT count(*) FROM update_file"
                + " WHERE tenant = ? AND repository = ? AND NOT live AND name <> ?")) {
      query.setLong(1, tenant);
      query.setString(2, repository);
      query.setString(3, without);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  /** One that waits takes the place of another of its name that waits. */
  void put(Connection connection, String name, byte[] content, boolean live, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO update_file (tenant, repository, name, content, live, stored)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, repository, name, live)"
                + " DO UPDATE SET content = excluded.content, stored = excluded.stored")) {
      insert.setLong(1, tenant);
      insert.setString(2, repository);
      insert.setString(3, name);
      insert.setBytes(4, content);
      insert.setBoolean(5, live);
      insert.setObject(6, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** What was verified goes live; what waits and was not named goes on waiting. */
  void makeLive(Connection connection, List<String> names) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE update_file SET live = TRUE"
                + " WHERE tenant = ? AND repository = ? AND NOT live AND name = ANY (?)")) {
      update.setLong(1, tenant);
      update.setString(2, repository);
      update.setArray(3, connection.createArrayOf("text", names.toArray()));
      update.executeUpdate();
    }
  }
}
