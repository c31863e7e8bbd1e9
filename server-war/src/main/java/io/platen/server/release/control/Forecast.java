package io.platen.server.release.control;

import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.ComponentName;
import io.platen.server.database.Database;
import io.platen.server.release.control.RunningImages.Running;
import io.platen.server.release.entity.StoredPair;
import io.platen.server.release.entity.StoredRelease;
import io.platen.server.release.entity.StoredRelease.Content;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which devices of a model will fetch how much of a release. */
@ApplicationScoped
public class Forecast {
  private Database database;
  private Releases releases;
  private ObjectStore objects;
  private Instance<RunningImages> running;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Forecast() {}

  @Inject
  public Forecast(
      Database database, Releases releases, ObjectStore objects, Instance<RunningImages> running) {
    this.database = database;
    this.releases = releases;
    this.objects = objects;
    this.running = running;
  }

  /** How devices get to an image. */
  public enum Way {
    /** They have it. */
    NONE,
    /** By a pair pack. */
    PAIR,
    /** By the chunks that they lack. */
    CHUNKS,
    /** What they run is not known here, so all of it. */
    WHOLE
  }

  /**
   * @param bytes what each of them fetches; a pair pack has the chunk list in it
   */
  public record Line(ComponentName component, String version, int devices, Way way, long bytes) {}

  /** By component, the most devices first; empty where nobody knows what devices run. */
  public List<Line> of(long tenant, StoredRelease release) {
    if (running.isUnsatisfied()) {
      return List.of();
    }
    List<Running> devices = running.get().of(tenant, release.repository(), release.model());
    List<StoredPair> pairs =
        releases.pairs(release, devices.stream().map(Running::image).distinct().toList());
    List<Line> lines = new ArrayList<>();
    for (Content content : release.contents()) {
      devices.stream()
          .filter(each -> each.component() == content.component())
          .forEach(each -> lines.add(line(content, each, pairs)));
    }
    return List.copyOf(lines);
  }

  private Line line(Content content, Running device, List<StoredPair> pairs) {
    if (device.image().equals(content.image().sha256())) {
      return line(device, Way.NONE, 0);
    }
    Optional<StoredPair> pair =
        pairs.stream()
            .filter(
                each ->
                    each.component() == content.component()
                        && each.oldImage().equals(device.image()))
            .findFirst();
    if (pair.isPresent()) {
      return line(device, Way.PAIR, pair.get().pack().length());
    }
    Optional<ChunkList> old = list(device.image());
    return old.isPresent()
        ? line(device, Way.CHUNKS, list(content).bytesBeside(old.get()))
        : line(device, Way.WHOLE, content.fullBytes());
  }

  private static Line line(Running device, Way way, long bytes) {
    return new Line(device.component(), device.version(), device.devices(), way, bytes);
  }

  /** Of an image that was published here. */
  private Optional<ChunkList> list(String image) {
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT list, list_length FROM published_content WHERE image = ? LIMIT 1")) {
            query.setString(1, image);
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(read(row.getString(1), row.getLong(2)))
                  : Optional.empty();
            }
          }
        });
  }

  private ChunkList list(Content content) {
    return read(content.list().sha256(), content.list().length());
  }

  private ChunkList read(String sha256, long length) {
    try (InputStream content = objects.open(sha256, 0)) {
      return ChunkList.read(content.readAllBytes(), length, Sha256.parse(sha256));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
