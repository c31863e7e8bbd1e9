package io.platen.server.rollout.control;

import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Component;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one device runs, ran, and is being updated to: for people. */
@ApplicationScoped
public class RunningSoftware {
  private static final int MOST = 200;

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected RunningSoftware() {}

  @Inject
  public RunningSoftware(Database database) {
    this.database = database;
  }

  /**
   * What a component was once.
   *
   * @param until null where it runs
   */
  public record Span(Component component, Instant since, @Nullable Instant until) {}

  /** In its own words; empty where it has never said. */
  public Optional<UpdateState> find(long tenant, UUID device) {
    return database.read(connection -> new DeviceSoftware(connection).find(tenant, device));
  }

  /** The newest first. */
  public List<Span> history(long tenant, UUID device) {
    return database.read(
        connection ->
            Query.of(
                    connection,
                    "SELECT * FROM device_component WHERE tenant = ? AND device = ?"
                        + " ORDER BY since DESC, component LIMIT "
                        + MOST,
                    tenant,
                    device)
                .list(
                    row ->
                        new Span(
                            DeviceSoftware.component(row),
                            Query.time(row, "since"),
                            Query.findTime(row, "until"))));
  }
}
