package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.RulesView.Choice;
import io.platen.server.console.view.WindowsView;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.notice.control.WindowReader;
import io.platen.server.notice.control.Windows;
import io.platen.server.notice.entity.Window;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Hours in which nobody is told. */
@Dependent
class WindowsPage implements Page {
  private static final String PATH = "/maintenance";
  private static final List<String> TEXTS = List.of("name", "device", "zone", "begins", "ends");

  private final Windows windows;
  private final OverviewQueries overview;

  @Inject
  WindowsPage(Windows windows, OverviewQueries overview) {
    this.windows = windows;
    this.overview = overview;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    return visit.path().equals(PATH) ? page(visit, usual(visit)) : new Answer.Redirect(PATH);
  }

  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.ADMINISTRATOR)) {
      return Answer.Forbidden.to(Role.ADMINISTRATOR);
    }
    if (visit.path().equals(PATH)) {
      return create(visit);
    }
    String[] parts = visit.rest(PATH + "/").split("/", -1);
    Optional<UUID> id = RulesPage.ids(parts[0]);
    if (parts.length != 2 || id.isEmpty() || !parts[1].equals("delete")) {
      return new Answer.NotFound();
    }
    try {
      windows.delete(visit.session().caller(), id.get());
      return new Answer.Redirect(PATH);
    } catch (RefusedException e) {
      return new Answer.NotFound();
    }
  }

  private Answer create(Visit visit) {
    try {
      windows.create(
          visit.session().caller(),
          WindowReader.read(
              visit.tenant(),
              UUID.randomUUID(),
              new WindowReader.Typed(
                  visit.field("name"),
                  visit.field("device"),
                  visit.field("zone"),
                  RuleForm.boxes(visit, WindowsView.DAY),
                  visit.field("begins"),
                  visit.field("ends"))));
      return new Answer.Redirect(PATH);
    } catch (InvalidException e) {
      return page(visit, RuleForm.wrong(visit, e, TEXTS, WindowsView.DAY));
    }
  }

  private static Form usual(Visit visit) {
    Map<String, String> values = new HashMap<>();
    values.put("zone", visit.words().zone().getId());
    WindowsView.DAYS.forEach(day -> values.put(WindowsView.DAY + day, "on"));
    return new Form(values, Map.of());
  }

  private Answer page(Visit visit, Form form) {
    Words words = visit.words();
    List<Choice> sites = RulesPage.sites(overview, visit.tenant());
    Map<String, String> names =
        sites.stream().collect(Collectors.toMap(Choice::value, Choice::text));
    WindowsView view =
        new WindowsView(
            windows.list(visit.tenant()).stream().map(each -> line(each, names, words)).toList(),
            sites,
            form,
            visit.may(Role.ADMINISTRATOR));
    return new Answer.Html(
        form.isWrong() ? 422 : 200,
        "windows",
        Map.of("shell", visit.shell(words.t("windows.title"), "notices"), "view", view));
  }

  static WindowsView.Line line(Window window, Map<String, String> names, Words words) {
    UUID device = window.device();
    String days =
        window.days().size() == WindowsView.DAYS.size()
            ? words.t("windows.daily")
            : window.days().stream()
                .sorted()
                .map(day -> words.t("windows.day." + NoticeViews.token(day)))
                .collect(Collectors.joining(", "));
    return new WindowsView.Line(
        window.id().toString(),
        window.name(),
        device == null
            ? words.t("rules.everywhere")
            : names.getOrDefault(device.toString(), device.toString()),
        words.t("windows.when", days, window.begins().toString(), window.ends().toString()),
        window.zone().getId(),
        window.holds(device == null ? new UUID(0, 0) : device, words.now()));
  }
}
