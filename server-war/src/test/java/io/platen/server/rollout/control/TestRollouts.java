package io.platen.server.rollout.control;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.report.UpdateState.Attempt;
import io.platen.protocol.report.UpdateState.Outcome;
import io.platen.protocol.report.UpdateState.Result;
import io.platen.protocol.report.UpdateState.Stage;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.audit.Audit;
import io.platen.server.database.Query;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.policy.control.Policies;
import io.platen.server.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rollouts over a real database, with devices that say what a test has them say. */
public final class TestRollouts {
  public static final long TENANT = 1;
  public static final long OTHER_TENANT = 2;
  public static final Caller ANNA = new Caller(TENANT, "anna", Role.ADMINISTRATOR);
  public static final Caller OTTO = new Caller(OTHER_TENANT, "otto", Role.ADMINISTRATOR);
  public static final Instant START = Instant.parse("2026-03-04T08:00:00Z");
  public static final String OLD = "0".repeat(64);
  public static final String NEW = "1".repeat(64);
  public static final Plan.Subject SUBJECT = new Plan.Subject("acme", "pl-100", "2026.3");
  public static final Plan.Subject NEXT = new Plan.Subject("acme", "pl-100", "2026.4");
  public static final Release RELEASE = release("2026.3", NEW);
  private static final Release NEXT_RELEASE = release("2026.4", "4".repeat(64));

  private static Release release(String id, String image) {
    return new Release(
        id,
        List.of(new Release.Hardware("pl-100", 2, 5)),
        List.of(
            new Release.Component(
                ComponentName.APPLICATION,
                ComponentVersion.of("2.4.1"),
                17,
                19_400_000,
                image,
                new Release.Bytes(24_000, "2".repeat(64)),
                List.of())),
        Release.DataForms.NONE);
  }

  final TestDatabase test;
  final Published releases = new Published();
  final UpdateReports reports = new UpdateReports();
  public final Rollouts rollouts;
  private final FleetChanges changes;
  private Instant now = START;

  public TestRollouts(TestDatabase test) {
    this.test = test;
    this.changes = new FleetChanges(test.database());
    this.rollouts = new Rollouts(test.database(), releases, changes, clock());
    test.execute("INSERT INTO tenant VALUES (1, 'One', now()), (2, 'Two', now())");
  }

  InstantSource clock() {
    return () -> now;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  RolloutEngine engine() {
    Audit audit = new Audit(test.entities(), clock());
    Policies policies = new Policies(test.entities(), audit, clock());
    return new RolloutEngine(test.database(), releases, policies, changes, clock());
  }

  /** A store with one release, which can be withdrawn, and another that may follow. */
  static final class Published implements PublishedReleases {
    boolean there = true;
    boolean next;

    /** Whether pair packs for it are being made. */
    boolean awaitsPairs;

    /** What happens while somebody asks for them. */
    Runnable asked = () -> {};

    @Override
    public List<PublishedReleases.Published> list(long tenant) {
      return there && tenant == TENANT
          ? List.of(new PublishedReleases.Published("acme", "pl-100", RELEASE))
          : List.of();
    }

    @Override
    public Optional<PublishedReleases.Published> find(long tenant, Plan.Subject subject) {
      if (subject.equals(NEXT)) {
        return next && tenant == TENANT
            ? Optional.of(new PublishedReleases.Published("acme", "pl-100", NEXT_RELEASE))
            : Optional.empty();
      }
      return subject.equals(SUBJECT) ? list(tenant).stream().findFirst() : Optional.empty();
    }

    @Override
    public boolean awaitsPairs(long tenant, Plan.Subject subject) {
      asked.run();
      return awaitsPairs;
    }

    @Override
    public List<Pair> pairs(long tenant, Plan.Subject subject, String oldSha256) {
      return oldSha256.equals(OLD) && subject.equals(SUBJECT)
          ? List.of(
              new Pair(ComponentName.APPLICATION, OLD, new Release.Bytes(9_000, "3".repeat(64))))
          : List.of();
    }
  }

  static UUID device(int number) {
    return new UUID(9, number);
  }

  /** Active devices that run the old image, in one statement. */
  public TestRollouts withDevices(int number) {
    addDevices(0, number);
    return this;
  }

  void addDevices(int from, int to) {
    String ids =
        "SELECT ('00000000-0000-0009-0000-' || lpad(to_hex(i), 12, '0'))::uuid AS id, i"
            + " FROM generate_series("
            + from
            + ", "
            + (to - 1)
            + ") i";
    String at = "'" + now + "'::timestamptz";
    test.execute(
        "INSERT INTO device (id, tenant, name, state, created, last_contact) SELECT id, 1,"
            + " 'Device ' || i, 'ACTIVE', "
            + at
            + ", "
            + at
            + " FROM ("
            + ids
            + ") d");
    test.execute(
        "INSERT INTO device_update (tenant, device, repository, hardware, revision, heard)"
            + " SELECT 1, id, 'acme', 'pl-100', 3, "
            + at
            + " FROM ("
            + ids
            + ") d");
    test.execute(
        "INSERT INTO device_component (tenant, device, component, since, version, counter, sha256,"
            + " slot) SELECT 1, id, 'application', "
            + at
            + ", '2.4.0', 16, '"
            + OLD
            + "', 'A' FROM ("
            + ids
            + ") d");
  }

  /** What {@link Gates#USUAL} and four waves make of it. */
  public static Plan plan() {
    return new Plan(
        "Device 2.4.1",
        SUBJECT,
        Plan.Selection.ALL,
        Plan.USUAL_WAVES,
        Gates.USUAL,
        false,
        Plan.Terms.USUAL);
  }

  static UpdateState runs(String sha256) {
    String version = sha256.equals(OLD) ? "2.4.0" : "2.4.1";
    int counter = sha256.equals(OLD) ? 16 : 17;
    char slot = sha256.equals(OLD) ? 'A' : 'B';
    return new UpdateState(
        "acme",
        "pl-100",
        3,
        List.of(
            new UpdateState.Component(ComponentName.APPLICATION, version, counter, sha256, slot)),
        null,
        null);
  }

  static UpdateState at(Stage stage, String runs) {
    UpdateState bare = runs(runs);
    Attempt attempt = new Attempt("2026.3", stage, ComponentName.APPLICATION, 71L, 100L, null);
    return new UpdateState("acme", "pl-100", 3, bare.components(), attempt, null);
  }

  static UpdateState ended(Outcome outcome, String runs, @Nullable String reason) {
    UpdateState bare = runs(runs);
    Result result = new Result("2026.3", outcome, reason, START);
    return new UpdateState("acme", "pl-100", 3, bare.components(), null, result);
  }

  /** A report comes in. */
  void says(UUID device, UpdateState state) {
    test.database()
        .inTransaction(
            connection -> {
              Query.of(
                      connection,
                      "UPDATE device SET last_contact = ? WHERE tenant = ? AND id = ?",
                      now,
                      TENANT,
                      device)
                  .update();
              return reports.heard(connection, new AdmittedDevice(TENANT, device), state, now);
            });
  }

  List<Member> members(Rollout rollout) {
    return rollouts.members(rollout, null);
  }

  Standing standing(Rollout rollout, UUID device) {
    return members(rollout).stream()
        .filter(each -> each.device().equals(device))
        .findFirst()
        .orElseThrow()
        .standing();
  }

  public Rollout.State state(Rollout rollout) {
    return rollouts.get(TENANT, rollout.id()).rollout().state();
  }

  List<UUID> told(Rollout rollout) {
    List<UUID> told = new ArrayList<>();
    members(rollout).stream()
        .filter(each -> each.told() != null)
        .map(Member::device)
        .forEach(told::add);
    return told;
  }
}
