package io.platen.server.rollout.control;

import io.platen.server.database.Database;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.policy.control.Policies;
import io.platen.server.rollout.control.Decision.What;
import io.platen.server.rollout.control.PublishedReleases.Published;
import io.platen.server.rollout.control.Rollout.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Looks at rollouts that go on, each by one node at a time: marks who fell silent, takes in who
 * came later, and does what {@link RolloutRules} say.
 */
@ApplicationScoped
public class RolloutEngine {
  /** How long a rollout is left alone after a look. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  /** Of one turn; what is left is due in the next. */
  private static final int MOST = 100;

  private Database database;
  private PublishedReleases releases;
  private Policies policies;
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected RolloutEngine() {}

  @Inject
  public RolloutEngine(
      Database database,
      PublishedReleases releases,
      Policies policies,
      FleetChanges changes,
      InstantSource clock) {
    this.database = database;
    this.releases = releases;
    this.policies = policies;
    this.changes = changes;
    this.clock = clock;
  }

  /** Looks at each rollout that is due; how many those were. */
  public int look() {
    Set<UUID> free = free();
    int looked = 0;
    while (looked < MOST) {
      Optional<Looked> one = database.inTransaction(connection -> lookAtOne(connection, free));
      if (one.isEmpty()) {
        break;
      }
      looked++;
      one.filter(Looked::changed).ifPresent(each -> tell(each.rollout()));
    }
    return looked;
  }

  /** Whose pair packs are made. It asks much of the database, and so before anything is locked. */
  private Set<UUID> free() {
    Instant now = clock.instant();
    List<Rollout> due =
        database.read(connection -> new RolloutRows(connection).dueForTheFirstTime(now));
    return due.stream()
        .filter(each -> isHeld(each, now, Set.of()))
        .filter(each -> !releases.awaitsPairs(each.tenant(), each.plan().subject()))
        .map(Rollout::id)
        .collect(Collectors.toSet());
  }

  private record Looked(Rollout rollout, boolean changed) {}

  private Optional<Looked> lookAtOne(Connection connection, Set<UUID> free) throws SQLException {
    Instant now = clock.instant();
    RolloutRows rows = new RolloutRows(connection);
    Optional<Rollout> taken = rows.take(now);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    Rollout rollout = taken.get();
    Turn turn = new Turn(connection, rows, new MemberRows(connection, rollout), rollout, now);
    boolean changed = silence(turn) > 0;
    if (rollout.state() == State.RUNNING) {
      changed |= takeLater(turn);
      changed |= !isHeld(rollout, now, free) && step(turn);
    }
    rows.setNextLook(rollout, now.plus(PAUSE));
    return Optional.of(new Looked(rollout, changed));
  }

  private record Turn(
      Connection connection, RolloutRows rows, MemberRows members, Rollout rollout, Instant now) {
    Plan plan() {
      return rollout.plan();
    }

    Decision decision(What what) {
      return Decision.of(now, null, what);
    }

    void decide(Decision decision) throws SQLException {
      new DecisionRows(connection).add(rollout, decision);
    }
  }

  private int silence(Turn turn) throws SQLException {
    Silence silence =
        new Silence(
            policies.of(turn.rollout().tenant()).schedule(), turn.plan().gates().silenceSlots());
    Instant now = turn.now();
    List<UUID> silent =
        turn.members().quiet(silence.notBefore(now), now).stream()
            .filter(each -> isOver(each, now) || silence.isSilent(each.heard(), now))
            .map(MemberRows.Underway::device)
            .toList();
    return silent.isEmpty() ? 0 : turn.members().silence(silent, now);
  }

  private static boolean isOver(MemberRows.Underway device, Instant now) {
    Instant deadline = device.deadline();
    return deadline != null && !deadline.isAfter(now);
  }

  /** Who came later joins the last wave, and is told at once where that was opened. */
  private boolean takeLater(Turn turn) throws SQLException {
    Plan plan = turn.plan();
    Optional<Published> published =
        plan.takesLater()
            ? releases.find(turn.rollout().tenant(), plan.subject())
            : Optional.empty();
    if (published.isEmpty()) {
      return false;
    }
    Rollout rollout = turn.rollout();
    int last = plan.waves().size() - 1;
    Map<UUID, Integer> later = new HashMap<>();
    new Candidates(turn.connection(), rollout.tenant(), plan, published.get().release())
        .newOnes(rollout.id())
        .forEach(device -> later.put(device, last));
    if (later.isEmpty()) {
      return false;
    }
    turn.members().add(later, turn.now());
    if (rollout.wave() == last) {
      turn.members().tell(last, turn.now(), plan.terms().deadline());
    }
    turn.decide(turn.decision(What.JOINED).about(last, later.size(), later.size()));
    return true;
  }

  /** Who is told first gets pair packs too; but no rollout waits for them for ever. */
  private static boolean isHeld(Rollout rollout, Instant now, Set<UUID> free) {
    Instant until = rollout.packsUntil();
    return until != null && until.isAfter(now) && !free.contains(rollout.id());
  }

  /** Does what the rules say; whether anything has changed. */
  private static boolean step(Turn turn) throws SQLException {
    Rollout rollout = turn.rollout();
    Plan plan = turn.plan();
    List<WaveCount> counts = turn.members().counts(plan.waves().size());
    Step step =
        new RolloutRules(plan.gates(), plan.takesLater()).next(counts, rollout.wave(), turn.now());
    if (step instanceof Step.Open open) {
      turn.rows().setOpened(rollout, open.wave(), turn.now());
      int told = turn.members().tell(open.wave(), turn.now(), plan.terms().deadline());
      turn.decide(turn.decision(What.OPENED).about(open.wave(), told, WaveCount.sum(counts).all()));
    } else if (step instanceof Step.Soak soak) {
      return soak(turn, soak.until(), counts.get(rollout.wave()));
    } else if (step instanceof Step.Pause pause) {
      turn.rows().setState(rollout, State.PAUSED, pause.fault(), null);
      turn.decide(
          turn.decision(What.PAUSED)
              .because(pause.fault())
              .about(rollout.wave(), pause.bad(), pause.ended()));
    } else if (step instanceof Step.Stop stop) {
      stop(turn, stop);
    } else if (step instanceof Step.Finish) {
      turn.rows().setState(rollout, State.FINISHED, null, turn.now());
      WaveCount all = WaveCount.sum(turn.members().shown(plan.waves().size()));
      turn.decide(turn.decision(What.FINISHED).about(null, all.confirmed(), all.all()));
    } else {
      return false;
    }
    return true;
  }

  private static boolean soak(Turn turn, Instant until, WaveCount wave) throws SQLException {
    if (until.equals(turn.rollout().soaksUntil())) {
      return false;
    }
    if (turn.rollout().soaksUntil() == null) {
      turn.decide(
          turn.decision(What.SOAKS).about(turn.rollout().wave(), wave.confirmed(), wave.all()));
    }
    turn.rows().setSoak(turn.rollout(), until);
    return true;
  }

  /** Nobody more gets it, and who can still give it up is told to. */
  private static void stop(Turn turn, Step.Stop stop) throws SQLException {
    Rollout rollout = turn.rollout();
    turn.rows().setState(rollout, State.STOPPED, stop.fault(), turn.now());
    turn.members().withdrawWaiting(turn.now());
    turn.members().withdrawTold(turn.now());
    turn.decide(
        turn.decision(What.STOPPED)
            .because(stop.fault())
            .about(rollout.wave(), stop.bad(), stop.ended()));
  }

  private void tell(Rollout rollout) {
    changes.publish(
        new FleetChange(rollout.tenant(), Set.of(UpdateReports.TOPIC, "rollout:" + rollout.id())));
  }
}
