package io.platen.server.release.control;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.publish.Publication;
import io.platen.protocol.publish.PublishedRelease;
import io.platen.protocol.publish.PublishedRelease.Content;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.update.VerifiedSet;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What verified metadata offers, as rows: put anew with each publication. */
final class PublishedRows {
  private final Connection connection;
  private final long tenant;
  private final String repository;

  PublishedRows(Connection connection, long tenant, String repository) {
    this.connection = connection;
    this.tenant = tenant;
    this.repository = repository;
  }

  void replace(VerifiedSet set, Publication publication, String by, Instant now)
      throws SQLException {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    run(
        "UPDATE update_repository SET published = ?, published_by = ? WHERE tenant = ? AND name = ?",
        at,
        by,
        tenant,
        repository);
    expiries(set, at);
    Object[] kept =
        publication.releases().stream()
            .map(each -> each.model() + "/" + each.release().id())
            .toArray();
    run(
        "DELETE FROM published_release WHERE tenant = ? AND repository = ?"
            + " AND NOT model || '/' || release = ANY (?)",
        tenant,
        repository,
        connection.createArrayOf("text", kept));
    for (PublishedRelease each : publication.releases()) {
      release(each, at);
    }
    targets(set);
  }

  /** Whatever they are: what metadata names stays in the store. */
  private void targets(VerifiedSet set) throws SQLException {
    run("DELETE FROM published_target WHERE tenant = ? AND repository = ?", tenant, repository);
    Object[] hashes =
        set.targets().values().stream().map(each -> each.hashes().get("sha256")).toArray();
    run(
        "INSERT INTO published_target (tenant, repository, sha256)"
            + " SELECT DISTINCT ?::bigint, ?::text, unnest(?::text[])",
        tenant,
        repository,
        connection.createArrayOf("text", hashes));
  }

  private void expiries(VerifiedSet set, OffsetDateTime at) throws SQLException {
    run("DELETE FROM update_expiry WHERE tenant = ? AND repository = ?", tenant, repository);
    Map<String, Long> versions = new LinkedHashMap<>();
    set.roles().forEach((role, metadata) -> versions.put(role, metadata.version()));
    versions.put("timestamp", set.timestamp().version());
    versions.put("snapshot", set.snapshot().version());
    versions.put("root", set.root().version());
    for (Map.Entry<String, Instant> each : set.expiries().entrySet()) {
      long version = versions.getOrDefault(each.getKey(), 0L);
      run(
          "INSERT INTO update_expiry (tenant, repository, role, version, since, expires)"
              + " SELECT ?, ?, ?, ?, coalesce((SELECT stored FROM update_file WHERE tenant = ?"
              + " AND repository = ? AND name = ? AND live), ?), ?",
          tenant,
          repository,
          each.getKey(),
          version,
          tenant,
          repository,
          version + "." + each.getKey() + ".xml",
          at,
          each.getValue().atOffset(ZoneOffset.UTC));
    }
  }

  private void release(PublishedRelease release, OffsetDateTime at) throws SQLException {
    run(
        "INSERT INTO published_release"
            + " (tenant, repository, model, release, document, content, first_seen)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, repository, model, release)"
            + " DO UPDATE SET document = excluded.document, content = excluded.content",
        tenant,
        repository,
        release.model(),
        release.release().id(),
        release.document().sha256(),
        ReleaseCodec.write(release.release()),
        at);
    for (Content each : release.contents()) {
      Component part = release.release().component(each.component()).orElseThrow();
      run(
          "INSERT INTO published_content (tenant, repository, model, release, component, image,"
              + " image_length, list, list_length, pack, pack_length)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (tenant, repository, model, release, component) DO UPDATE SET"
              + " image = excluded.image, image_length = excluded.image_length,"
              + " list = excluded.list, list_length = excluded.list_length,"
              + " pack = excluded.pack, pack_length = excluded.pack_length",
          tenant,
          repository,
          release.model(),
          release.release().id(),
          each.component().token(),
          part.sha256(),
          part.length(),
          each.list().sha256(),
          each.list().length(),
          each.pack().sha256(),
          each.pack().length());
    }
  }

  private void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
