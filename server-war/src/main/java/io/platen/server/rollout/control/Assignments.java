package io.platen.server.rollout.control;

import io.platen.protocol.release.AssignmentRequest;
import io.platen.protocol.release.Order;
import io.platen.protocol.release.Release;
import io.platen.protocol.report.UpdateState;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.rollout.control.PublishedReleases.Published;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What one device shall install: what its rollout says, as long as it is published. */
@ApplicationScoped
public class Assignments {
  private static final int MOST_PAIRS = 16;

  /** The stages in which a release is not given up any more. */
  private static final Set<UpdateState.Stage> ARMED =
      EnumSet.of(UpdateState.Stage.ARMED, UpdateState.Stage.TRIAL);

  private Database database;
  private PublishedReleases releases;
  private InstantSource clock;
  private List<URI> mirrors;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Assignments() {}

  @Inject
  Assignments(
      Database database,
      PublishedReleases releases,
      InstantSource clock,
      @ConfigProperty(name = "platen.objects.mirrors") Optional<String> mirrors) {
    this(database, releases, clock, urls(mirrors));
  }

  /**
   * @param mirrors that have the objects too; devices judge them by what they deliver
   */
  Assignments(
      Database database, PublishedReleases releases, InstantSource clock, List<URI> mirrors) {
    this.database = database;
    this.releases = releases;
    this.clock = clock;
    this.mirrors = List.copyOf(mirrors);
  }

  private static List<URI> urls(Optional<String> configured) {
    return configured.stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .map(URI::create)
        .toList();
  }

  public Order of(AdmittedDevice device, AssignmentRequest request) {
    return database.<Order, RuntimeException>read(connection -> of(connection, device, request));
  }

  private Order of(Connection connection, AdmittedDevice device, AssignmentRequest request)
      throws SQLException {
    Optional<UpdateState> state = new DeviceSoftware(connection).find(device.tenant(), device.id());
    Optional<String> begun = state.flatMap(Assignments::begun);
    Optional<Told> relevant = relevant(told(connection, device, request), begun);
    if (relevant.isEmpty()) {
      return new Order.Nothing();
    }
    Told told = relevant.get();
    // [PLT-UPD-437] What another release follows is in its way, and would be for ever.
    if (begun.isPresent() && !begun.get().equals(told.release())) {
      return new Order.Cancel(begun.get());
    }
    if (told.standing() == Standing.WITHDRAWN) {
      return cancel(told, state);
    }
    // [PLT-UPD-439] Who has come to an end is not told again.
    boolean goesOn = told.standing().isUnderway() || told.standing() == Standing.SILENT;
    return goesOn && isInTime(told)
        ? install(connection, device, request, told)
        : new Order.Nothing();
  }

  private boolean isInTime(Told told) {
    Instant deadline = told.deadline();
    return deadline == null || deadline.isAfter(clock.instant());
  }

  /** The release that the device says it is at, and has not armed. */
  private static Optional<String> begun(UpdateState state) {
    return Optional.ofNullable(state.attempt())
        .filter(attempt -> !ARMED.contains(attempt.stage()))
        .map(UpdateState.Attempt::release);
  }

  /** What a rollout that told the device says of it. */
  private record Told(
      UUID rollout, String release, Standing standing, @Nullable Instant deadline) {}

  /**
   * What the rollout says that told the device last. Where that was withdrawn before the device
   * began with it, the one counts that the device is at.
   */
  private static Optional<Told> relevant(List<Told> told, Optional<String> begun) {
    Optional<Told> last = told.stream().findFirst();
    return last.filter(each -> each.standing() == Standing.WITHDRAWN)
        .flatMap(withdrawn -> begun)
        .flatMap(
            release -> told.stream().filter(each -> each.release().equals(release)).findFirst())
        .or(() -> last);
  }

  /** The last one first. */
  private static List<Told> told(
      Connection connection, AdmittedDevice device, AssignmentRequest request) throws SQLException {
    return Query.of(
            connection,
            "SELECT m.rollout, r.release, m.standing, m.deadline FROM rollout_member m"
                + " JOIN rollout r ON r.tenant = m.tenant AND r.id = m.rollout"
                + " WHERE m.tenant = ? AND m.device = ? AND m.told IS NOT NULL"
                + " AND r.repository = ? AND r.hardware = ?"
                + " ORDER BY m.told DESC, r.created DESC",
            device.tenant(),
            device.id(),
            request.repository(),
            request.hardware())
        .list(
            row ->
                new Told(
                    row.getObject("rollout", UUID.class),
                    row.getString("release"),
                    Standing.valueOf(row.getString("standing")),
                    Query.findTime(row, "deadline")));
  }

  /** [PLT-UPD-437] Until the device has said that it gave up, or what else became of it. */
  private static Order cancel(Told told, Optional<UpdateState> state) {
    boolean isOver =
        state
            .map(UpdateState::result)
            .filter(result -> result.release().equals(told.release()))
            .isPresent();
    return isOver ? new Order.Nothing() : new Order.Cancel(told.release());
  }

  private Order install(
      Connection connection, AdmittedDevice device, AssignmentRequest request, Told told)
      throws SQLException {
    Plan.Subject subject =
        new Plan.Subject(request.repository(), request.hardware(), told.release());
    // [PLT-UPD-432] Nothing that is not published, and nothing for other hardware.
    Optional<Published> published =
        releases
            .find(device.tenant(), subject)
            .filter(
                each ->
                    each.release().hardware().stream()
                        .anyMatch(hardware -> fits(hardware, request)));
    Optional<Rollout> rollout = new RolloutRows(connection).find(device.tenant(), told.rollout());
    if (published.isEmpty() || rollout.isEmpty()) {
      return new Order.Nothing();
    }
    Plan.Terms terms = rollout.get().plan().terms();
    return new Order.Install(
        told.release(),
        terms.consent(),
        told.deadline(),
        window(terms.window()),
        mirrors,
        pairs(connection, device, subject));
  }

  private static boolean fits(Release.Hardware hardware, AssignmentRequest request) {
    return hardware.model().equals(request.hardware())
        && request.revision() >= hardware.from()
        && request.revision() <= hardware.to();
  }

  private static Order.@Nullable Window window(Plan.@Nullable Window window) {
    return window == null ? null : new Order.Window(window.from(), window.to(), window.zone());
  }

  private List<Order.Pair> pairs(Connection connection, AdmittedDevice device, Plan.Subject subject)
      throws SQLException {
    return new DeviceSoftware(connection)
        .components(device.tenant(), device.id()).stream()
            .map(UpdateState.Component::sha256)
            .flatMap(Stream::ofNullable)
            .flatMap(old -> releases.pairs(device.tenant(), subject, old).stream())
            .limit(MOST_PAIRS)
            .map(pair -> new Order.Pair(pair.component(), pair.oldSha256(), pair.pack()))
            .toList();
  }
}
