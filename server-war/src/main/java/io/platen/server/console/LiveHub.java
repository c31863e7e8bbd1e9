package io.platen.server.console;

import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.entity.FleetChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pages of this node that listen, by tenant. A cursor names this node and how many changes it
 * has told; who comes back with another one may have missed something and is told to fetch anew.
 */
@ApplicationScoped
public class LiveHub {
  static final int MOST_OF_USER = 20;
  static final int MOST_OF_NODE = 2000;

  private final String node = nodeName();
  private final Map<Long, Audience> audiences = new HashMap<>();
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected LiveHub() {}

  @Inject
  public LiveHub(FleetChanges changes, InstantSource clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /** The pages of one tenant. Counts from its first page on, and is never forgotten again. */
  private static final class Audience {
    private final Set<LiveClient> clients = new LinkedHashSet<>();
    private long told;
  }

  /** Names what a page that is made now will hold. */
  synchronized String cursor(long tenant) {
    return node + "-" + audience(tenant).told;
  }

  /** Whether there were changes after this cursor, as far as this node can tell. */
  synchronized boolean missed(long tenant, @Nullable String cursor) {
    return cursor != null && !cursor.isEmpty() && !cursor.equals(cursor(tenant));
  }

  /**
   * Takes one more page; false when the user or the node has too many. From here on it is told of
   * each change, and whether there was one before.
   *
   * @param since the cursor of what it holds
   */
  synchronized boolean join(long tenant, LiveClient client, @Nullable String since) {
    long all = audiences.values().stream().mapToLong(each -> each.clients.size()).sum();
    Audience audience = audience(tenant);
    long own =
        audience.clients.stream().filter(each -> each.owner().equals(client.owner())).count();
    if (all >= MOST_OF_NODE || own >= MOST_OF_USER) {
      return false;
    }
    audience.clients.add(client);
    if (missed(tenant, since)) {
      client.missed(cursor(tenant));
    }
    return true;
  }

  /** Once a second: heartbeats, ends, and a look at what other nodes have stored. */
  void tick() {
    Set<LiveClient> all = new LinkedHashSet<>();
    synchronized (this) {
      audiences.values().forEach(audience -> audience.clients.removeIf(LiveClient::hasEnded));
      audiences.values().forEach(audience -> all.addAll(audience.clients));
    }
    all.forEach(client -> client.tick(clock.instant()));
    if (!all.isEmpty()) {
      changes.look();
    }
  }

  synchronized int size() {
    return audiences.values().stream().mapToInt(audience -> audience.clients.size()).sum();
  }

  void closeAll() {
    Set<LiveClient> all = new LinkedHashSet<>();
    synchronized (this) {
      audiences.values().forEach(audience -> all.addAll(audience.clients));
    }
    all.forEach(LiveClient::finish);
  }

  private Audience audience(long tenant) {
    return audiences.computeIfAbsent(
        tenant,
        id -> {
          changes.subscribe(id, this::tell);
          return new Audience();
        });
  }

  private void tell(FleetChange change) {
    Set<LiveClient> listening;
    String cursor;
    synchronized (this) {
      Audience audience = audience(change.tenant());
      audience.told++;
      cursor = cursor(change.tenant());
      listening = new LinkedHashSet<>(audience.clients);
    }
    listening.forEach(client -> client.changed(change.topics(), cursor));
  }

  private static String nodeName() {
    byte[] name = new byte[6];
    new SecureRandom().nextBytes(name);
    return HexFormat.of().formatHex(name);
  }
}
