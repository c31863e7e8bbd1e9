package io.platen.server.release.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Objects that come from makers, each with its record in the audit. */
@ApplicationScoped
public class Uploads {
  /** Each keeps a thread, and a file that grows; who publishes sends one after the other. */
  static final int AT_ONCE = 16;

  private final Semaphore room = new Semaphore(AT_ONCE);
  private Database database;
  private ObjectStore objects;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Uploads() {}

  @Inject
  public Uploads(Database database, ObjectStore objects, InstantSource clock) {
    this.database = database;
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * Durable when it returns with {@link ObjectStore.Stored}.
   *
   * @return empty where too many come in already
   */
  public Optional<ObjectStore.Outcome> put(Caller by, String sha256, InputStream content)
      throws IOException {
    if (!room.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return Optional.of(store(by, sha256, content));
    } finally {
      room.release();
    }
  }

  private ObjectStore.Outcome store(Caller by, String sha256, InputStream content)
      throws IOException {
    ObjectStore.Outcome outcome = objects.put(sha256, content);
    if (outcome instanceof ObjectStore.Stored stored && stored.isNew()) {
      database.inTransaction(
          connection -> {
            Audit.record(
                connection,
                new Audit.Entry(
                    clock.instant(),
                    by.tenant(),
                    by.name(),
                    "object.store",
                    sha256 + ", " + stored.length() + " bytes"));
            return outcome;
          });
    }
    return outcome;
  }
}
