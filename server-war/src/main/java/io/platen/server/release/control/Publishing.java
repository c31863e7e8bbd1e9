package io.platen.server.release.control;

import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.publish.Publication;
import io.platen.protocol.publish.PublicationCheck;
import io.platen.protocol.update.HybridSignatures;
import io.platen.protocol.update.MetadataException;
import io.platen.protocol.update.MetadataReview;
import io.platen.protocol.update.MetadataSource;
import io.platen.protocol.update.VerifiedSet;
import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a maker's metadata, file by file. Files wait until a timestamp comes that names them: then
 * all is checked as devices would do, and devices see all of it or none.
 */
@ApplicationScoped
public class Publishing {
  /** More editions than this are never new at once. */
  static final int MOST_WAITING = 600;

  private static final String REPOSITORY = "[a-z0-9][a-z0-9-]{0,39}";

  private Database database;
  private ObjectStore objects;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Publishing() {}

  @Inject
  public Publishing(Database database, ObjectStore objects, InstantSource clock) {
    this.database = database;
    this.objects = objects;
    this.clock = clock;
  }

  /** Whether devices see it already. */
  public enum Taken {
    WAITS,
    LIVE
  }

  /** The most bytes that a file of this name may have; empty for a name that no file has. */
  public static Optional<Long> mostBytes(String name) {
    return FileName.of(name).map(FileName::mostBytes);
  }

  /**
   * Takes a file.
   *
   * @throws InvalidException with the file and the reason where a device would refuse it; what
   *     devices see stays
   * @throws RefusedException where there is another file of this name
   */
  public Taken put(Caller by, String repository, String name, byte[] content) {
    FileName file =
        FileName.of(name)
            .orElseThrow(
                () -> new InvalidException("name", name + " is no metadata file", "3.root.xml"));
    if (!repository.matches(REPOSITORY)) {
      throw new InvalidException(
          "repository", repository + " is no name", "up to 40 of a-z, 0-9 and -");
    }
    UpdateFiles files = new UpdateFiles(database, by.tenant(), repository);
    if (file.isTimestamp()) {
      publish(by, repository, files, content);
      return Taken.LIVE;
    }
    return keep(by, repository, files, file, content);
  }

  private Taken keep(
      Caller by, String repository, UpdateFiles files, FileName file, byte[] content) {
    Optional<byte[]> live = files.live(file.text());
    if (live.isPresent()) {
      // [PLT-UPD-406] Devices and caches may have it for ever.
      if (!Arrays.equals(live.get(), content)) {
        throw new RefusedException(
            409, file.text() + " is published with another content; an edition never changes");
      }
      return Taken.LIVE;
    }
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          open(connection, by, repository, file, now);
          if (files.waiting(connection, file.text()) >= MOST_WAITING) {
            throw new InvalidException(
                "name", MOST_WAITING + " files wait already", "a timestamp.xml that names them");
          }
          files.put(connection, file.text(), content, false, now);
          return Taken.WAITS;
        });
  }

  /** A root begins a repository. */
  private static void open(
      Connection connection, Caller by, String repository, FileName file, Instant now)
      throws SQLException {
    if (lock(connection, by.tenant(), repository)) {
      return;
    }
    if (!file.role().equals("root")) {
      throw RefusedException.notFound(
          "repository " + repository + " yet; its root comes first, as 1.root.xml");
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO update_repository (tenant, name, created) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      insert.setLong(1, by.tenant());
      insert.setString(2, repository);
      insert.setObject(3, now.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
    Audit.record(
        connection, new Audit.Entry(now, by.tenant(), by.name(), "repository.create", repository));
  }

  private static boolean lock(Connection connection, long tenant, String repository)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM update_repository WHERE tenant = ? AND name = ? FOR UPDATE")) {
      query.setLong(1, tenant);
      query.setString(2, repository);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** [PLT-UPD-408] [PLT-UPD-409] All is checked before anything of it is seen. */
  private void publish(Caller by, String repository, UpdateFiles files, byte[] timestamp) {
    Instant now = clock.instant();
    Optional<byte[]> before = files.live(FileName.TIMESTAMP);
    if (before.isPresent() && Arrays.equals(before.get(), timestamp)) {
      return;
    }
    List<FileName> all = files.names(false);
    VerifiedSet set = see(files, all, timestamp, now);
    Publication publication = check(set);
    List<String> named = named(set, all);
    database.inTransaction(
        connection -> {
          ObjectSweep.holdBack(connection);
          check(set); // a sweep may have been between
          lock(connection, by.tenant(), repository);
          if (!same(before, files.live(FileName.TIMESTAMP))) {
            throw new RefusedException(
                409, "Somebody else published at the same time; look what is there now");
          }
          files.makeLive(connection, named);
          files.put(connection, FileName.TIMESTAMP, timestamp, true, now);
          new PublishedRows(connection, by.tenant(), repository)
              .replace(set, publication, by.name(), now);
          Audit.record(
              connection,
              new Audit.Entry(
                  now, by.tenant(), by.name(), "release.publish", subject(repository, set)));
          return named;
        });
  }

  private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
    return Arrays.equals(one.orElse(new byte[0]), other.orElse(new byte[0]));
  }

  private static String subject(String repository, VerifiedSet set) {
    return repository
        + " timestamp "
        + set.timestamp().version()
        + ", snapshot "
        + set.snapshot().version()
        + ", root "
        + set.root().version()
        + ", "
        + set.targets().size()
        + " targets";
  }

  /** As a new device sees it, and as one that has seen all that came before. */
  private static VerifiedSet see(
      UpdateFiles files, List<FileName> all, byte[] timestamp, Instant now) {
    MetadataReview review = new MetadataReview(new XmlMetadata(), new HybridSignatures());
    MetadataSource source =
        (name, most) -> name.equals(FileName.TIMESTAMP) ? Optional.of(timestamp) : files.any(name);
    try {
      Map<String, byte[]> known = known(files);
      if (known.containsKey("timestamp")) {
        review.see(known, source, now);
      }
      FileName first =
          all.stream()
              .filter(each -> each.role().equals("root"))
              .min(Comparator.comparingLong(FileName::version))
              .orElseThrow(() -> RefusedException.notFound("repository yet; its root comes first"));
      return review.see(Map.of("root", files.any(first.text()).orElseThrow()), source, now);
    } catch (MetadataException e) {
      throw new InvalidException(
          List.of(
              new FieldError(
                  e.role(),
                  String.valueOf(e.getMessage()),
                  "what a device would take",
                  null,
                  null)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest that devices see of each role. */
  private static Map<String, byte[]> known(UpdateFiles files) {
    Map<String, FileName> newest = new HashMap<>();
    for (FileName each : files.names(true)) {
      newest.merge(
          each.role(), each, (one, other) -> one.version() > other.version() ? one : other);
    }
    Map<String, byte[]> known = new HashMap<>();
    newest.forEach(
        (role, file) -> files.live(file.text()).ifPresent(content -> known.put(role, content)));
    return known;
  }

  private Publication check(VerifiedSet set) {
    try {
      Publication publication = PublicationCheck.of(set, new StoreLookup(objects));
      if (!publication.faults().isEmpty()) {
        throw new InvalidException(
            publication.faults().stream()
                .map(fault -> new FieldError("targets", fault, "objects first", null, null))
                .toList());
      }
      return publication;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files that a device may ask for now. */
  private static List<String> named(VerifiedSet set, List<FileName> all) {
    List<String> names = new ArrayList<>();
    all.stream()
        .filter(each -> each.role().equals("root") && each.version() <= set.root().version())
        .forEach(each -> names.add(each.text()));
    names.add(set.snapshot().version() + ".snapshot.xml");
    set.roles().forEach((role, metadata) -> names.add(metadata.version() + "." + role + ".xml"));
    return names;
  }
}
