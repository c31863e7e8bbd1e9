package io.platen.server.notice.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.database.Database;
import io.platen.server.notice.entity.Window;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Hours in which a tenant's people are not told. */
@ApplicationScoped
public class Windows {
  static final int MOST = 200;

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Windows() {}

  @Inject
  public Windows(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public List<Window> list(long tenant) {
    return database.read(connection -> new WindowRows(connection).list(tenant));
  }

  /**
   * @throws InvalidException where another has that name, or the tenant no such device
   */
  public Window create(Caller caller, Window window) {
    Instant now = clock.instant();
    return database.<Window, RuntimeException>inTransaction(
        connection -> {
          WindowRows rows = new WindowRows(connection);
          List<Window> others = rows.list(caller.tenant());
          if (others.size() >= MOST
              || others.stream().anyMatch(each -> each.name().equals(window.name()))) {
            throw new InvalidException("name", "A window has that name", "another name");
          }
          UUID device = window.device();
          if (device != null && !Sites.has(connection, caller.tenant(), device)) {
            throw new InvalidException("device", "There is no such device", "the id of a device");
          }
          rows.put(window, now);
          Rules.audit(connection, caller, "window.create", window.name(), now);
          return window;
        });
  }

  public void delete(Caller caller, UUID id) {
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          if (!new WindowRows(connection).delete(caller.tenant(), id)) {
            throw RefusedException.notFound("window " + id);
          }
          Rules.audit(connection, caller, "window.delete", id.toString(), clock.instant());
          return true;
        });
  }
}
