package io.platen.server.console;

import io.platen.protocol.command.CommandKind;
import io.platen.protocol.live.CommandResult;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.command.control.CommandOrders.Wanted;
import io.platen.server.command.control.CommandQueries;
import io.platen.server.command.control.ResultsCsv;
import io.platen.server.console.view.CommandsView;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.entity.DeviceRow;
import io.platen.server.live.control.Presence;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What is asked of one device: send, watch, cancel, confirm, and what was found. */
@Dependent
class CommandsPage implements Page {
  private static final String PREFIX = "/commands/";

  /** Pieces on one page; the table for spreadsheets has all. */
  private static final int MOST_SHOWN = 1000;

  private static final List<String> KINDS =
      Stream.of(CommandKind.values()).map(CommandKind::token).toList();

  /** What a redirect has. */
  private static final List<String> OF_A_REDIRECT =
      List.of("update", "download", "enrolment", "code", "authority", "deactivate");

  private final OverviewQueries queries;
  private final CommandOrders orders;
  private final CommandQueries commands;
  private final Presence presence;

  @Inject
  CommandsPage(
      OverviewQueries queries, CommandOrders orders, CommandQueries commands, Presence presence) {
    this.queries = queries;
    this.orders = orders;
    this.commands = commands;
    this.presence = presence;
  }

  @Override
  public boolean answers(String path) {
    return path.startsWith(PREFIX);
  }

  @Override
  public Answer get(Visit visit) {
    String[] parts = visit.rest(PREFIX).split("/", -1);
    Optional<DeviceRow> device = uuid(parts[0]).flatMap(id -> queries.device(visit.tenant(), id));
    if (device.isEmpty() || parts.length > 3) {
      return new Answer.NotFound();
    }
    if (parts.length == 1) {
      return page(visit, device.get(), 200, Form.EMPTY);
    }
    String name = parts[1];
    boolean csv = name.endsWith(".csv");
    Optional<UUID> command = uuid(csv ? name.substring(0, name.length() - 4) : name);
    if (command.isEmpty()) {
      return new Answer.NotFound();
    }
    if (parts.length == 3) {
      return new Answer.Redirect(PREFIX + device.get().id());
    }
    return found(visit, device.get(), command.get(), csv);
  }

  private Answer found(Visit visit, DeviceRow device, UUID command, boolean csv) {
    Caller caller = visit.session().caller();
    try {
      String kind = commands.get(caller, device.id(), command).kind();
      ResultsCsv.Pieces found =
          last -> commands.findings(caller, device.id(), command, last, CommandQueries.MOST_PIECES);
      if (csv) {
        StringBuilder table = new StringBuilder();
        ResultsCsv.write(found, table);
        return new Answer.Download(
            kind + "-" + command + ".csv", ResultsCsv.TYPE + "; charset=utf-8", table.toString());
      }
      Words words = visit.words();
      String title = words.t("commands.result", words.t("commands.kind." + kind));
      return Answer.page(
          "walk",
          visit.shell(title, "devices"),
          "view",
          WalkViews.of(words, device.id(), command, pieces(found), visit.field("q")));
    } catch (RefusedException e) {
      return new Answer.NotFound();
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can be written", e);
    }
  }

  private static List<CommandResult> pieces(ResultsCsv.Pieces found) {
    List<CommandResult> all = new ArrayList<>();
    List<CommandResult> page = found.after(0);
    while (!page.isEmpty() && all.size() < MOST_SHOWN) {
      all.addAll(page);
      page = found.after(page.get(page.size() - 1).number());
    }
    return all;
  }

  @Override
  public Answer post(Visit visit) {
    String[] parts = visit.rest(PREFIX).split("/", -1);
    Optional<DeviceRow> device = uuid(parts[0]).flatMap(id -> queries.device(visit.tenant(), id));
    if (device.isEmpty()) {
      return new Answer.NotFound();
    }
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    Answer back = new Answer.Redirect(PREFIX + device.get().id());
    if (parts.length == 1) {
      return order(visit, device.get(), back);
    }
    Optional<UUID> command = uuid(parts[1]);
    if (parts.length != 3 || command.isEmpty()) {
      return new Answer.NotFound();
    }
    return change(visit, device.get(), command.get(), parts[2], back);
  }

  private Answer change(Visit visit, DeviceRow device, UUID command, String what, Answer back) {
    Caller caller = visit.session().caller();
    try {
      switch (what) {
        case "cancel" -> orders.cancel(caller, device.id(), command);
        case "confirm" -> {
          if (!visit.may(Role.ADMINISTRATOR)) {
            return Answer.Forbidden.to(Role.ADMINISTRATOR);
          }
          orders.confirm(caller, device.id(), command);
        }
        default -> {
          return new Answer.NotFound();
        }
      }
    } catch (RefusedException e) {
      // It has ended meanwhile, or the same person tried.
      return page(
          visit,
          device,
          e.status(),
          new Form(Map.of(), Map.of("", String.valueOf(e.getMessage()))));
    }
    return back;
  }

  private Answer order(Visit visit, DeviceRow device, Answer back) {
    Map<String, String> parameters = new HashMap<>();
    String kind = visit.field("kind");
    boolean walk = kind.equals(CommandKind.MIB_WALK.token());
    if ((walk || kind.equals(CommandKind.READ.token())) && !visit.field("address").isEmpty()) {
      parameters.put("address", visit.field("address"));
    }
    if (walk && !visit.field("root").isEmpty()) {
      parameters.put("root", visit.field("root"));
    }
    if (kind.equals(CommandKind.REDIRECT.token())) {
      OF_A_REDIRECT.stream()
          .filter(name -> !visit.field(name).isBlank())
          .forEach(name -> parameters.put(name, visit.field(name)));
    }
    try {
      long minutes = PrinterPage.number(visit.field("deadline")).orElse(0L);
      orders.order(
          visit.session().caller(),
          device.id(),
          new Wanted(kind, parameters, Duration.ofMinutes(minutes)));
      return back;
    } catch (InvalidException e) {
      return page(visit, device, 422, wrong(visit, e));
    } catch (RefusedException e) {
      return page(
          visit,
          device,
          422,
          wrong(visit, new InvalidException("kind", String.valueOf(e.getMessage()), "")));
    }
  }

  private static Form wrong(Visit visit, InvalidException e) {
    Map<String, String> typed = new HashMap<>();
    for (String field : List.of("kind", "address", "root", "deadline")) {
      typed.put(field, visit.field(field));
    }
    OF_A_REDIRECT.forEach(field -> typed.put(field, visit.field(field)));
    Map<String, String> errors = new HashMap<>();
    for (FieldError each : e.errors()) {
      String field = each.field().equals("deadlineMinutes") ? "deadline" : each.field();
      errors.put(field, each.reason());
    }
    return new Form(typed, errors);
  }

  private Answer page(Visit visit, DeviceRow device, int status, Form form) {
    Words words = visit.words();
    Caller caller = visit.session().caller();
    CommandViews views = new CommandViews(words);
    Set<UUID> found = commands.withFindings(caller, device.id());
    CommandsView view =
        new CommandsView(
            device.id().toString(),
            device.name(),
            presence
                .find(visit.tenant(), device.id())
                .map(each -> words.t("commands.by." + each.form().toLowerCase(Locale.ROOT)))
                .orElse(null),
            KINDS,
            commands.printers(caller, device.id()).entrySet().stream()
                .map(each -> new CommandsView.Named(each.getKey(), each.getValue()))
                .toList(),
            commands.list(caller, device.id()).stream()
                .map(
                    each ->
                        views.line(
                            each,
                            found.contains(each.id()),
                            visit.may(Role.OPERATOR),
                            visit.may(Role.ADMINISTRATOR)))
                .toList(),
            form,
            visit.may(Role.OPERATOR));
    return new Answer.Html(
        status,
        "commands",
        Map.of(
            "shell", visit.shell(words.t("commands.of", device.name()), "devices"), "view", view));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
