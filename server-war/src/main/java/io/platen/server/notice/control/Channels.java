package io.platen.server.notice.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.notice.entity.Channel;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a tenant's notices go. */
@ApplicationScoped
public class Channels {
  static final int MOST = 50;

  private final SecureRandom random = new SecureRandom();
  private Database database;
  private WebhookKeys keys;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Channels() {}

  @Inject
  public Channels(Database database, WebhookKeys keys, InstantSource clock) {
    this.database = database;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * @param key what signs a webhook's notices; nobody can show it again. Null for mail
   */
  public record Created(Channel channel, @Nullable String key) {}

  public List<Channel> list(long tenant) {
    return database.read(connection -> new ChannelRows(connection).list(tenant));
  }

  public Optional<Channel> find(long tenant, UUID id) {
    return database.read(connection -> new ChannelRows(connection).find(tenant, id));
  }

  /**
   * @throws InvalidException where another has that name
   */
  public Created create(Caller caller, Channel channel) {
    WebhookKey key = channel.kind() == Channel.Kind.WEBHOOK ? WebhookKey.random(random) : null;
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          List<Channel> others = locked(connection, caller);
          if (others.size() >= MOST) {
            throw new InvalidException(
                "name", "There are " + MOST + " channels", "no more than that");
          }
          put(connection, caller, new Created(channel, null), key, "channel.create");
          return true;
        });
    return new Created(channel, key == null ? null : key.text());
  }

  /** Its kind and its key stay. */
  public Channel change(Caller caller, Channel channel) {
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          Channel before = found(locked(connection, caller), channel.id());
          if (before.kind() != channel.kind()) {
            throw new InvalidException("kind", "It cannot change", before.kind().name());
          }
          put(connection, caller, new Created(channel, null), null, "channel.change");
          return true;
        });
    return channel;
  }

  /** A new key for a webhook; the one before signs nothing more. */
  public Created newKey(Caller caller, UUID id) {
    WebhookKey key = WebhookKey.random(random);
    Channel channel =
        database.<Channel, RuntimeException>inTransaction(
            connection -> {
              Channel found = found(locked(connection, caller), id);
              if (found.kind() != Channel.Kind.WEBHOOK) {
                throw new RefusedException(409, "Only a webhook has a key");
              }
              put(connection, caller, new Created(found, null), key, "channel.key");
              return found;
            });
    return new Created(channel, key.text());
  }

  /** What waits for it goes with it. */
  public void delete(Caller caller, UUID id) {
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          Channel channel = found(locked(connection, caller), id);
          Rules.audit(connection, caller, "channel.delete", channel.name(), clock.instant());
          return new ChannelRows(connection).delete(caller.tenant(), id);
        });
  }

  /** Has a test go to each of its targets; the list of notices says what became of it. */
  public void test(Caller caller, UUID id) {
    Instant now = clock.instant();
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          Channel channel = found(locked(connection, caller), id);
          for (String target : channel.targets()) {
            ItemRows.insert(connection, channel, null, target, now);
          }
          Rules.audit(connection, caller, "channel.test", channel.name(), now);
          return true;
        });
  }

  private static List<Channel> locked(Connection connection, Caller caller) throws SQLException {
    Query.of(connection, "SELECT id FROM tenant WHERE id = ? FOR UPDATE", caller.tenant())
        .first(row -> row.getLong(1));
    return new ChannelRows(connection).list(caller.tenant());
  }

  private static Channel found(List<Channel> all, UUID id) {
    return all.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> RefusedException.notFound("channel " + id));
  }

  private void put(
      Connection connection, Caller caller, Created made, @Nullable WebhookKey key, String action)
      throws SQLException {
    Channel channel = made.channel();
    ChannelRows rows = new ChannelRows(connection);
    boolean taken =
        rows.list(caller.tenant()).stream()
            .anyMatch(
                each -> !each.id().equals(channel.id()) && each.name().equals(channel.name()));
    if (taken) {
      throw new InvalidException("name", "A channel has that name", "another name");
    }
    Instant now = clock.instant();
    rows.put(channel, key == null ? null : keys.seal(channel.id(), key), now);
    Rules.audit(
        connection,
        caller,
        action,
        channel.name() + ": " + String.join(", ", channel.targets()),
        now);
  }
}
