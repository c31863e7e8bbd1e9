package io.platen.server.console;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.console.view.DeviceView;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.Form;
import io.platen.server.enrolment.control.ActivationCodes;
import io.platen.server.enrolment.control.Devices;
import io.platen.server.enrolment.control.DiscoveryEntries;
import io.platen.server.enrolment.control.EntryCsv;
import io.platen.server.enrolment.entity.StoredEntry;
import io.platen.server.fleet.control.DeviceObstacles;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.entity.DeviceRow;
import io.platen.server.fleet.entity.PrinterFilter;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.rollout.control.RunningSoftware;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One device: whether its data comes in, where it looks, and whether it is let in. */
@Dependent
class DevicePage implements Page {
  private static final String PREFIX = "/devices/";
  private static final String ENTRIES = "discovery-entries";
  private static final int PRINTERS = 100;

  private final OverviewQueries queries;
  private final FleetQueries fleet;
  private final Devices devices;
  private final DiscoveryEntries entries;
  private final ActivationCard activation;
  private final DeviceObstacles obstacles;
  private final RunningSoftware software;

  @Inject
  DevicePage(
      OverviewQueries queries,
      FleetQueries fleet,
      Devices devices,
      DiscoveryEntries entries,
      ActivationCard activation,
      DeviceObstacles obstacles,
      RunningSoftware software) {
    this.queries = queries;
    this.fleet = fleet;
    this.devices = devices;
    this.entries = entries;
    this.activation = activation;
    this.obstacles = obstacles;
    this.software = software;
  }

  @Override
  public boolean answers(String path) {
    return path.startsWith(PREFIX);
  }

  @Override
  public Answer get(Visit visit) {
    Route route = Route.of(visit.rest(PREFIX));
    Optional<DeviceRow> device = route.id().flatMap(id -> queries.device(visit.tenant(), id));
    if (device.isEmpty()) {
      return new Answer.NotFound();
    }
    if (route.action().equals(ENTRIES + ".csv")) {
      return export(visit, device.get());
    }
    // What only takes forms leads to the page when its address is opened.
    return route.action().isEmpty()
        ? page(visit, device.get(), 200, Typed.NOTHING)
        : new Answer.Redirect(PREFIX + device.get().id());
  }

  @Override
  public Answer post(Visit visit) {
    Route route = Route.of(visit.rest(PREFIX));
    Optional<DeviceRow> device = route.id().flatMap(id -> queries.device(visit.tenant(), id));
    if (device.isEmpty()) {
      return new Answer.NotFound();
    }
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    try {
      return change(visit, route, device.get());
    } catch (RefusedException e) {
      // Somebody else was faster: the page shows how it is now.
      return new Answer.Redirect(PREFIX + device.get().id());
    }
  }

  private Answer change(Visit visit, Route route, DeviceRow device) {
    Caller caller = visit.session().caller();
    Answer done = new Answer.Redirect(PREFIX + device.id());
    switch (route.action()) {
      case "activate" -> devices.activate(caller, device.id());
      case "deactivate" -> devices.deactivate(caller, device.id());
      case "hibernate" -> devices.hibernate(caller, device.id());
      case "retire" -> {
        if (visit.field("sure").isEmpty()) {
          return page(visit, device, 422, Typed.UNSURE);
        }
        devices.retire(caller, device.id());
      }
      case "approve" -> activation.decide(visit, device, true);
      case "reject" -> activation.decide(visit, device, false);
      case "activation-code" -> {
        // No redirect: the code is in this answer and nowhere else.
        Devices.Registered made =
            devices.newCode(caller, device.id(), !visit.field("approval").isEmpty());
        return page(visit, device, 200, new Typed(Form.EMPTY, Form.EMPTY, made.code(), false));
      }
      case ENTRIES -> {
        try {
          entries.add(caller, device.id(), EntryForm.check(visit));
        } catch (InvalidException e) {
          Typed typed = new Typed(EntryForm.wrong(visit, e), Form.EMPTY, null, false);
          return page(visit, device, 422, typed);
        }
      }
      case ENTRIES + "/import" -> {
        try {
          entries.addAll(caller, device.id(), EntryCsv.read(visit.exactly("csv")));
        } catch (InvalidException e) {
          Typed typed = new Typed(Form.EMPTY, EntryForm.wrongImport(visit, e), null, false);
          return page(visit, device, 422, typed);
        }
      }
      default -> {
        Optional<Long> entry = route.removedEntry();
        if (entry.isEmpty()) {
          return new Answer.NotFound();
        }
        entries.remove(caller, device.id(), entry.get());
      }
    }
    return done;
  }

  /** What came of a form of this page. */
  private record Typed(
      Form entry, Form csv, ActivationCodes.@Nullable Issued code, boolean unsure) {
    static final Typed NOTHING = new Typed(Form.EMPTY, Form.EMPTY, null, false);
    static final Typed UNSURE = new Typed(Form.EMPTY, Form.EMPTY, null, true);
  }

  private Answer page(Visit visit, DeviceRow device, int status, Typed typed) {
    DeviceViews views = new DeviceViews(visit.words());
    PrinterViews printers = new PrinterViews(visit.words());
    PrinterFilter own = new PrinterFilter(null, null, device.id(), null, PrinterFilter.Sort.HEALTH);
    DeviceView view =
        new DeviceView(
            views.row(device),
            DeviceViews.moves(device.state()),
            views.standing(device.state()),
            typed.unsure(),
            facts(visit, views, device),
            activation.of(visit, device, typed.code()),
            entries.list(visit.session().caller(), device.id()).stream().map(views::entry).toList(),
            fleet.printers(visit.tenant(), own, null, PRINTERS).items().stream()
                .map(printers::row)
                .toList(),
            typed.entry(),
            typed.csv());
    return new Answer.Html(
        status,
        "device",
        java.util.Map.of("shell", visit.shell(device.name(), "devices"), "device", view));
  }

  private List<Fact> facts(Visit visit, DeviceViews views, DeviceRow device) {
    List<Fact> facts =
        new ArrayList<>(views.facts(device, obstacles.of(visit.tenant(), device.id())));
    software
        .find(visit.tenant(), device.id())
        .map(new RolloutViews(visit.words())::software)
        .ifPresent(facts::addAll);
    return facts;
  }

  private Answer export(Visit visit, DeviceRow device) {
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    var all =
        entries.list(visit.session().caller(), device.id()).stream()
            .map(StoredEntry::entry)
            .toList();
    return new Answer.Download(
        "discovery-entries.csv", "text/csv; charset=utf-8", EntryCsv.write(all));
  }

  /** What follows /devices/ in an address. */
  private record Route(Optional<UUID> id, String action) {
    static Route of(String rest) {
      int slash = rest.indexOf('/');
      String id = slash < 0 ? rest : rest.substring(0, slash);
      return new Route(uuid(id), slash < 0 ? "" : rest.substring(slash + 1));
    }

    private static Optional<UUID> uuid(String text) {
      try {
        return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    Optional<Long> removedEntry() {
      String[] parts = action.split("/", -1);
      return parts.length == 3 && parts[0].equals(ENTRIES) && parts[2].equals("remove")
          ? PrinterPage.number(parts[1])
          : Optional.empty();
    }
  }
}
