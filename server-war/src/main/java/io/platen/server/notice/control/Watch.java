package io.platen.server.notice.control;

import io.platen.server.database.Database;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.notice.control.FleetFacts.FactsException;
import io.platen.server.notice.entity.Condition;
import io.platen.server.notice.entity.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at each rule now and then, by one node at a time: what it finds begins, goes on or ends.
 */
@ApplicationScoped
public class Watch {
  /** How long a rule is left alone after a look. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** The same where a look goes far back. */
  static final Duration LONG_PAUSE = Duration.ofHours(1);

  /** Of one turn; what is left is due in the next. */
  private static final int MOST = 200;

  private Database database;
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Watch() {}

  @Inject
  public Watch(Database database, FleetChanges changes, InstantSource clock) {
    this.database = database;
    this.changes = changes;
    this.clock = clock;
  }

  /** Looks at each rule that is due; how many those were. */
  public int look() {
    for (int looked = 0; looked < MOST; looked++) {
      Optional<Looked> one = database.inTransaction(this::lookAtOne);
      if (one.isEmpty()) {
        return looked;
      }
      one.filter(Looked::changed)
          .ifPresent(
              each -> changes.publish(new FleetChange(each.rule().tenant(), Set.of("alerts"))));
    }
    return MOST;
  }

  private record Looked(Rule rule, boolean changed) {}

  private Optional<Looked> lookAtOne(Connection connection) throws SQLException {
    Instant now = clock.instant();
    RuleRows rules = new RuleRows(connection);
    Optional<Rule> taken = rules.take(now, now.plus(LONG_PAUSE));
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Rule rule = taken.get();
    boolean changed;
    try {
      changed = compare(connection, rule, now);
    } catch (FactsException e) {
      throw e.sql();
    }
    rules.setNextLook(rule, now.plus(pause(rule)));
    return Optional.of(new Looked(rule, changed));
  }

  private static Duration pause(Rule rule) {
    return switch (rule.template()) {
      case SUPPLY_DAYS, CERTIFICATE_ENDS -> LONG_PAUSE;
      default -> PAUSE;
    };
  }

  private static boolean compare(Connection connection, Rule rule, Instant now)
      throws SQLException {
    Map<String, Condition> found = new HashMap<>();
    new RuleCheck(new FleetFacts(connection, rule.tenant()), now)
        .find(rule)
        .forEach(each -> found.putIfAbsent(each.subject(), each));
    FindingRows findings = new FindingRows(connection);
    Map<String, Long> open = findings.open(rule);
    boolean changed = false;
    for (Map.Entry<String, Long> each : open.entrySet()) {
      if (!found.containsKey(each.getKey())) {
        findings.close(rule.tenant(), each.getValue(), now);
        changed = true;
      }
    }
    for (Condition each : found.values()) {
      if (each.firm() && !open.containsKey(each.subject())) {
        findings.open(rule, each, now);
        changed = true;
      }
    }
    return changed;
  }
}
