package io.platen.server.fleet.control;

import io.platen.server.database.Database;
import io.platen.server.fleet.entity.FleetChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells live pages of this node what has changed. What other nodes wrote is found by looking at a
 * counter now and then: a NOTIFY for each report would lock the whole database at each commit.
 */
@ApplicationScoped
public class FleetChanges {
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /** By tenant, the sum of the counters that this node knows of. Guarded by itself. */
  private final Map<Long, Long> known = new HashMap<>();

  private Database database;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected FleetChanges() {}

  @Inject
  public FleetChanges(Database database) {
    this.database = database;
  }

  /** Calls the listener on the thread that wrote; it must be quick, and is closed by the caller. */
  public Subscription subscribe(long tenant, Consumer<FleetChange> listener) {
    Subscription subscription = new Subscription(tenant, listener);
    subscriptions.add(subscription);
    return subscription;
  }

  /** After the commit of a report. */
  public void reportStored(FleetChange change) {
    synchronized (known) {
      known.computeIfPresent(change.tenant(), (tenant, sum) -> sum + 1);
    }
    publish(change);
  }

  /** After the commit of anything else. */
  public void publish(FleetChange change) {
    for (Subscription subscription : subscriptions) {
      if (subscription.tenant == change.tenant()) {
        subscription.listener.accept(change);
      }
    }
  }

  /** Looks for reports that other nodes stored; does nothing while nobody listens. */
  public void look() {
    if (subscriptions.isEmpty()) {
      synchronized (known) {
        known.clear();
      }
      return;
    }
    Params sums =
        new Params("SELECT tenant, sum(version)::bigint FROM device_state GROUP BY tenant");
    database
        .read(
            connection ->
                Rows.list(connection, sums, row -> Map.entry(row.getLong(1), row.getLong(2))))
        .forEach(this::compare);
  }

  private void compare(Map.Entry<Long, Long> found) {
    Long before;
    synchronized (known) {
      before = known.put(found.getKey(), found.getValue());
    }
    if (before != null && !before.equals(found.getValue())) {
      publish(new FleetChange(found.getKey(), Set.of(FleetChange.ANYTHING)));
    }
  }

  /** One listener's place. */
  public final class Subscription implements AutoCloseable {
    private final long tenant;
    private final Consumer<FleetChange> listener;

    private Subscription(long tenant, Consumer<FleetChange> listener) {
      this.tenant = tenant;
      this.listener = listener;
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }
}
