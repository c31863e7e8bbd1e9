package io.platen.server.release.control;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.database.Database;
import io.platen.server.release.entity.RepositoryState;
import io.platen.server.release.entity.StoredPair;
import io.platen.server.release.entity.StoredRelease;
import io.platen.server.release.entity.StoredRelease.Content;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a tenant's devices can be told to install, and how it travels. */
@ApplicationScoped
public class Releases {
  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Releases() {}

  @Inject
  public Releases(Database database) {
    this.database = database;
  }

  /** [PLT-UPD-400] A metadata file as devices see it. */
  public Optional<byte[]> file(long tenant, String repository, String name) {
    return new UpdateFiles(database, tenant, repository).live(name);
  }

  /** By name. */
  public List<RepositoryState> repositories(long tenant) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT name, published, published_by FROM update_repository"
                      + " WHERE tenant = ? ORDER BY name")) {
            query.setLong(1, tenant);
            List<RepositoryState> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                String name = row.getString(1);
                found.add(
                    new RepositoryState(
                        name, time(row, 2), row.getString(3), expiries(connection, tenant, name)));
              }
            }
            return found;
          }
        });
  }

  /** Of all repositories of all tenants, for those who watch the server. */
  public List<RepositoryState.Expiry> expiries() {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT role, version, since, expires FROM update_expiry"
                      + " ORDER BY expires, role")) {
            return expiries(query);
          }
        });
  }

  private static List<RepositoryState.Expiry> expiries(
      Connection connection, long tenant, String repository) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT role, version, since, expires FROM update_expiry"
                + " WHERE tenant = ? AND repository = ? ORDER BY expires, role")) {
      query.setLong(1, tenant);
      query.setString(2, repository);
      return expiries(query);
    }
  }

  private static List<RepositoryState.Expiry> expiries(PreparedStatement query)
      throws SQLException {
    List<RepositoryState.Expiry> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(
            new RepositoryState.Expiry(
                row.getString(1), row.getLong(2), instant(row, 3), instant(row, 4)));
      }
    }
    return found;
  }

  /** All of a tenant, the newest first. */
  public List<StoredRelease> all(long tenant) {
    return read(tenant, null, null, null);
  }

  /** Of one hardware model, the newest first. */
  public List<StoredRelease> of(long tenant, String repository, String model) {
    return read(tenant, repository, model, null);
  }

  /** One by its id. */
  public Optional<StoredRelease> find(
      long tenant, String repository, String model, String release) {
    return read(tenant, repository, model, release).stream().findFirst();
  }

  private List<StoredRelease> read(
      long tenant, @Nullable String repository, @Nullable String model, @Nullable String release) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT repository, model, release, content, first_seen FROM published_release"
                      + " WHERE tenant = ? AND (?::text IS NULL OR repository = ?)"
                      + " AND (?::text IS NULL OR model = ?) AND (?::text IS NULL OR release = ?)"
                      + " ORDER BY first_seen DESC, repository, model, release DESC")) {
            query.setLong(1, tenant);
            String[] conditions = {repository, repository, model, model, release, release};
            for (int i = 0; i < conditions.length; i++) {
              query.setString(i + 2, conditions[i]);
            }
            List<StoredRelease> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(release(connection, tenant, row));
              }
            }
            return found;
          }
        });
  }

  private static StoredRelease release(Connection connection, long tenant, ResultSet row)
      throws SQLException {
    try {
      return new StoredRelease(
          row.getString(1),
          row.getString(2),
          ReleaseCodec.read(row.getBytes(4)),
          instant(row, 5),
          contents(connection, tenant, row));
    } catch (ProtocolException e) {
      throw new IllegalStateException("A release was checked before it was stored", e);
    }
  }

  private static List<Content> contents(Connection connection, long tenant, ResultSet release)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT component, image, image_length, list, list_length, pack, pack_length"
                + " FROM published_content"
                + " WHERE tenant = ? AND repository = ? AND model = ? AND release = ?"
                + " ORDER BY array_position(ARRAY['bootloader', 'operating-system',"
                + " 'application'], component)")) {
      query.setLong(1, tenant);
      query.setString(2, release.getString(1));
      query.setString(3, release.getString(2));
      query.setString(4, release.getString(3));
      List<Content> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Content(
                  ComponentName.of(row.getString(1)).orElseThrow(),
                  new Bytes(row.getLong(3), row.getString(2)),
                  new Bytes(row.getLong(5), row.getString(4)),
                  new Bytes(row.getLong(7), row.getString(6))));
        }
      }
      return found;
    }
  }

  /** The pair packs that lead to components of a release from images that devices have. */
  public List<StoredPair> pairs(StoredRelease release, List<String> oldImages) {
    return database.read(
        connection -> {
          List<StoredPair> found = new ArrayList<>();
          for (Content content : release.contents()) {
            found.addAll(pairs(connection, content, oldImages));
          }
          return found;
        });
  }

  /**
   * Whether pair packs are still to be made that devices need for a release. What cannot be made,
   * or was tried in vain, is not waited for.
   */
  public boolean awaitsPairs(long tenant, StoredRelease release, RunningImages running) {
    return new PairQueue(database, this).isAwaited(release, running, tenant);
  }

  private static List<StoredPair> pairs(
      Connection connection, Content content, List<String> oldImages) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT old_image, object, length FROM pair_pack"
                + " WHERE list = ? AND state = 'MADE' AND old_image = ANY (?) ORDER BY old_image")) {
      query.setString(1, content.list().sha256());
      query.setArray(2, connection.createArrayOf("text", oldImages.toArray()));
      List<StoredPair> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new StoredPair(
                  content.component(),
                  row.getString(1),
                  new Bytes(row.getLong(3), row.getString(2))));
        }
      }
      return found;
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column) == null ? null : instant(row, column);
  }
}
