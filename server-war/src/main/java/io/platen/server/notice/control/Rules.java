package io.platen.server.notice.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.notice.entity.Rule;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A tenant's rules, as people write them. */
@ApplicationScoped
public class Rules {
  static final int MOST = 200;

  private Database database;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Rules() {}

  @Inject
  public Rules(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public List<Rule> list(long tenant) {
    return database.read(connection -> new RuleRows(connection).list(tenant));
  }

  public Optional<Rule> find(long tenant, UUID id) {
    return database.read(connection -> new RuleRows(connection).find(tenant, id));
  }

  /**
   * @throws InvalidException where it names what the tenant does not have, or a name twice
   */
  public Rule create(Caller caller, Rule rule) {
    return database.<Rule, RuntimeException>inTransaction(
        connection -> {
          List<Rule> others = locked(connection, caller);
          if (others.size() >= MOST) {
            throw new InvalidException("name", "There are " + MOST + " rules", "no more than that");
          }
          check(connection, rule, others);
          put(connection, caller, rule, "rule.create");
          return rule;
        });
  }

  /** Open findings of another template or other places end, and nobody is told that. */
  public Rule change(Caller caller, Rule rule) {
    return database.<Rule, RuntimeException>inTransaction(
        connection -> {
          List<Rule> all = locked(connection, caller);
          Rule before =
              all.stream()
                  .filter(each -> each.id().equals(rule.id()))
                  .findFirst()
                  .orElseThrow(() -> RefusedException.notFound("rule " + rule.id()));
          check(connection, rule, all);
          boolean same =
              before.template() == rule.template()
                  && before.scope().equals(rule.scope())
                  && rule.enabled();
          if (!same) {
            new FindingRows(connection).closeSilently(caller.tenant(), rule.id(), clock.instant());
          }
          put(connection, caller, rule, "rule.change");
          return rule;
        });
  }

  /** What it found goes with it. */
  public void delete(Caller caller, UUID id) {
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          RuleRows rows = new RuleRows(connection);
          Rule rule =
              rows.find(caller.tenant(), id)
                  .orElseThrow(() -> RefusedException.notFound("rule " + id));
          audit(connection, caller, "rule.delete", rule.name(), clock.instant());
          return rows.delete(caller.tenant(), id);
        });
  }

  private static List<Rule> locked(Connection connection, Caller caller) throws SQLException {
    Query.of(connection, "SELECT id FROM tenant WHERE id = ? FOR UPDATE", caller.tenant())
        .first(row -> row.getLong(1));
    return new RuleRows(connection).list(caller.tenant());
  }

  private static void check(Connection connection, Rule rule, List<Rule> others)
      throws SQLException {
    List<FieldError> errors = new ArrayList<>();
    boolean taken =
        others.stream()
            .anyMatch(each -> !each.id().equals(rule.id()) && each.name().equals(rule.name()));
    if (taken) {
      errors.add(new FieldError("name", "A rule has that name", "another name"));
    }
    List<UUID> channels =
        new ChannelRows(connection).list(rule.tenant()).stream().map(each -> each.id()).toList();
    if (!channels.containsAll(rule.channels())) {
      errors.add(new FieldError("channels", "There is no such channel", "ids of channels"));
    }
    UUID device = rule.scope().device();
    if (device != null && !Sites.has(connection, rule.tenant(), device)) {
      errors.add(new FieldError("device", "There is no such device", "the id of a device"));
    }
    if (!errors.isEmpty()) {
      throw new InvalidException(errors);
    }
  }

  private void put(Connection connection, Caller caller, Rule rule, String action)
      throws SQLException {
    Instant now = clock.instant();
    new RuleRows(connection).put(rule, now);
    audit(
        connection,
        caller,
        action,
        rule.name() + ": " + rule.template().token() + " " + rule.threshold(),
        now);
  }

  static void audit(
      Connection connection, Caller caller, String action, String subject, Instant now)
      throws SQLException {
    Audit.record(connection, new Audit.Entry(now, caller.tenant(), caller.name(), action, subject));
  }
}
