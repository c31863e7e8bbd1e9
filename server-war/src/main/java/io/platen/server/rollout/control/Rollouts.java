package io.platen.server.rollout.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.rollout.control.Decision.What;
import io.platen.server.rollout.control.PublishedReleases.Published;
import io.platen.server.rollout.control.Rollout.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with rollouts. What becomes of one afterwards is {@link RolloutEngine}'s. */
@ApplicationScoped
public class Rollouts {
  private Database database;
  private PublishedReleases releases;
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Rollouts() {}

  @Inject
  public Rollouts(
      Database database, PublishedReleases releases, FleetChanges changes, InstantSource clock) {
    this.database = database;
    this.releases = releases;
    this.changes = changes;
    this.clock = clock;
  }

  /** A rollout with what has become of its waves. */
  public record Progress(Rollout rollout, List<WaveCount> waves) {
    public Progress {
      waves = List.copyOf(waves);
    }

    public WaveCount all() {
      return WaveCount.sum(waves);
    }
  }

  /** The newest first. */
  public List<Progress> list(long tenant) {
    return database.read(
        connection -> {
          List<Progress> list = new ArrayList<>();
          for (Rollout each : new RolloutRows(connection).list(tenant)) {
            list.add(progress(connection, each));
          }
          return list;
        });
  }

  /**
   * @throws RefusedException 404 where the tenant has no such rollout
   */
  public Progress get(long tenant, UUID id) {
    return database.<Progress, RuntimeException>read(
        connection -> progress(connection, found(new RolloutRows(connection), tenant, id)));
  }

  private static Rollout found(RolloutRows rows, long tenant, UUID id) throws SQLException {
    return rows.find(tenant, id).orElseThrow(() -> RefusedException.notFound("rollout " + id));
  }

  private static Progress progress(Connection connection, Rollout rollout) throws SQLException {
    return new Progress(
        rollout, new MemberRows(connection, rollout).shown(rollout.plan().waves().size()));
  }

  /** What was decided, the newest first. */
  public List<Decision> decisions(long tenant, UUID id) {
    return database.read(connection -> new DecisionRows(connection).list(tenant, id));
  }

  /** Its devices, in their order; those of one standing where that is not null. */
  public List<Member> members(Rollout rollout, @Nullable Standing standing) {
    return database.read(connection -> new MemberRows(connection, rollout).list(standing));
  }

  /**
   * Who would be in, and who would not and why; changes nothing.
   *
   * @throws InvalidException where the plan makes no sense
   */
  public DryRun dryRun(long tenant, Plan plan) {
    Published published = check(tenant, plan);
    return database.<DryRun, RuntimeException>read(
        connection -> dryRun(connection, tenant, plan, published, UUID.randomUUID()).result());
  }

  private record Looked(DryRun result, Map<UUID, Integer> waves) {}

  private static Looked dryRun(
      Connection connection, long tenant, Plan plan, Published published, UUID id)
      throws SQLException {
    List<Candidate> all = new Candidates(connection, tenant, plan, published.release()).all();
    List<UUID> in = all.stream().filter(Candidate::isIn).map(Candidate::device).toList();
    Map<UUID, Integer> waves = Waves.of(id, plan.waves(), in);
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(plan.waves().size(), 0));
    waves.values().forEach(wave -> sizes.set(wave, sizes.get(wave) + 1));
    return new Looked(new DryRun(all, sizes), waves);
  }

  private Published check(long tenant, Plan plan) {
    PlanCheck.demand(plan);
    return releases
        .find(tenant, plan.subject())
        .orElseThrow(
            () ->
                new InvalidException(
                    "release",
                    "There is no such release of " + plan.subject().repository(),
                    "one that is published for this hardware"));
  }

  /**
   * Begins a rollout; the first wave is told at the next look.
   *
   * @throws InvalidException where the plan makes no sense, or no device could be in
   */
  public Rollout create(Caller caller, Plan plan) {
    Published published = check(caller.tenant(), plan);
    Instant now = clock.instant();
    UUID id = UUID.randomUUID();
    Rollout rollout =
        new Rollout(
            id,
            caller.tenant(),
            plan,
            State.RUNNING,
            null,
            -1,
            now,
            caller.name(),
            null,
            null,
            Collections.nCopies(plan.waves().size(), null));
    database.<Integer, RuntimeException>inTransaction(
        connection -> {
          // Two at the same time would both take the same devices.
          Query.of(connection, "SELECT id FROM tenant WHERE id = ? FOR UPDATE", caller.tenant())
              .first(row -> row.getLong(1));
          Looked looked = dryRun(connection, caller.tenant(), plan, published, id);
          if (looked.waves().isEmpty() && !plan.takesLater()) {
            throw new InvalidException(
                "selection", "No device can be in it", "at least one device, or later ones");
          }
          store(connection, rollout, published, looked);
          audit(connection, caller, now, "rollout.create", rollout);
          return looked.waves().size();
        });
    tell(rollout);
    return rollout;
  }

  private static void store(
      Connection connection, Rollout rollout, Published published, Looked looked)
      throws SQLException {
    RolloutRows rows = new RolloutRows(connection);
    rows.insert(rollout, published.release());
    new MemberRows(connection, rollout).add(looked.waves(), rollout.created());
    new DecisionRows(connection)
        .add(
            rollout,
            Decision.of(rollout.created(), rollout.createdBy(), What.CREATED)
                .about(null, looked.waves().size(), looked.result().candidates().size()));
  }

  /** What people do with one that is there. */
  public enum Action {
    /** No device more is told; those that were told go on. */
    PAUSE,
    /** Goes on; the bad ends so far are seen and count no more. */
    RESUME,
    /** For good: no device more is told; those that have begun go on to their end. */
    STOP,
    /** For good, and those that have not armed yet are told to give up. */
    CANCEL
  }

  /**
   * @throws RefusedException 404, or 409 where its state does not allow it
   */
  public void act(Caller caller, UUID id, Action action) {
    Instant now = clock.instant();
    Rollout rollout =
        database.<Rollout, RuntimeException>inTransaction(
            connection -> {
              RolloutRows rows = new RolloutRows(connection);
              Rollout found =
                  rows.lock(caller.tenant(), id)
                      .orElseThrow(() -> RefusedException.notFound("rollout " + id));
              demand(found, action);
              act(new Deed(connection, rows, found, caller.name(), now), action);
              String verb = "rollout." + action.name().toLowerCase(Locale.ROOT);
              audit(connection, caller, now, verb, found);
              return found;
            });
    tell(rollout);
  }

  private static void demand(Rollout rollout, Action action) {
    boolean allowed =
        switch (action) {
          case PAUSE -> rollout.state() == State.RUNNING;
          case RESUME -> rollout.state() == State.PAUSED;
          case STOP, CANCEL -> !rollout.state().isEnded();
        };
    if (!allowed) {
      throw new RefusedException(409, "The rollout is " + rollout.state() + " already");
    }
  }

  private record Deed(
      Connection connection, RolloutRows rows, Rollout rollout, String actor, Instant now) {
    MemberRows members() {
      return new MemberRows(connection, rollout);
    }

    void decide(What what, int devices) throws SQLException {
      new DecisionRows(connection)
          .add(rollout, Decision.of(now, actor, what).about(null, devices, 0));
    }
  }

  private static void act(Deed deed, Action action) throws SQLException {
    Rollout rollout = deed.rollout();
    switch (action) {
      case PAUSE -> {
        deed.rows().setState(rollout, State.PAUSED, null, null);
        deed.decide(What.PAUSED, 0);
      }
      case RESUME -> {
        deed.rows().setState(rollout, State.RUNNING, null, null);
        deed.decide(What.RESUMED, deed.members().accept());
      }
      case STOP -> {
        deed.rows().setState(rollout, State.STOPPED, null, deed.now());
        deed.decide(What.STOPPED, deed.members().withdrawWaiting(deed.now()));
      }
      case CANCEL -> {
        deed.rows().setState(rollout, State.CANCELLED, null, deed.now());
        int waiting = deed.members().withdrawWaiting(deed.now());
        deed.decide(What.CANCELLED, waiting + deed.members().withdrawTold(deed.now()));
      }
    }
  }

  private static void audit(
      Connection connection, Caller by, Instant now, String action, Rollout rollout)
      throws SQLException {
    Plan plan = rollout.plan();
    String subject =
        plan.name()
            + ": "
            + plan.subject().repository()
            + " "
            + plan.subject().hardware()
            + " "
            + plan.subject().release()
            + ", "
            + rollout.id();
    Audit.record(connection, new Audit.Entry(now, by.tenant(), by.name(), action, subject));
  }

  private void tell(Rollout rollout) {
    changes.publish(
        new FleetChange(rollout.tenant(), Set.of(UpdateReports.TOPIC, "rollout:" + rollout.id())));
  }
}
