package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.AlertView;
import io.platen.server.console.view.AlertView.Event;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.FindingList;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.AlertWords.Thing;
import io.platen.server.notice.control.Notices;
import io.platen.server.notice.control.Rules;
import io.platen.server.notice.entity.Condition.Place;
import io.platen.server.notice.entity.Finding;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What rules found: the list, and each with its life and who was told. */
@Dependent
class FindingsPage implements Page {
  private static final String PATH = "/findings";

  private final Notices notices;
  private final Rules rules;
  private final Handling handling;

  @Inject
  FindingsPage(Notices notices, Rules rules, Handling handling) {
    this.notices = notices;
    this.rules = rules;
    this.handling = handling;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    if (visit.path().equals(PATH)) {
      return list(visit);
    }
    return found(visit, visit.rest(PATH + "/"))
        .map(finding -> page(visit, finding, Form.EMPTY))
        .orElseGet(Answer.NotFound::new);
  }

  @Override
  public Answer post(Visit visit) {
    String[] parts =
        visit.path().equals(PATH) ? new String[0] : visit.rest(PATH + "/").split("/", -1);
    Optional<Finding> finding = parts.length == 2 ? found(visit, parts[0]) : Optional.empty();
    if (finding.isEmpty()) {
      return new Answer.NotFound();
    }
    long id = finding.get().id();
    return handling.post(
        visit,
        new Handling.Subject(Thing.FINDING, id, PATH + "/" + id),
        parts[1],
        form -> page(visit, finding.get(), form));
  }

  private Optional<Finding> found(Visit visit, String id) {
    return PrinterPage.number(id).flatMap(number -> notices.finding(visit.tenant(), number));
  }

  private Answer list(Visit visit) {
    String state = visit.field("state").equals("over") ? "over" : "open";
    NoticeViews views = new NoticeViews(visit.words());
    FindingList list =
        new FindingList(
            notices.findings(visit.tenant(), state.equals("open")).stream()
                .map(views::line)
                .toList(),
            state,
            notices.openFindings(visit.tenant()),
            !rules.list(visit.tenant()).isEmpty());
    return Answer.page(
        "findings", visit.shell(visit.words().t("findings.title"), "notices"), "view", list);
  }

  private Answer page(Visit visit, Finding finding, Form form) {
    Words words = visit.words();
    NoticeViews views = new NoticeViews(words);
    Place place = finding.condition().place();
    Instant muted = finding.mutedUntil();
    boolean mayAct = visit.may(Role.OPERATOR);
    AlertView view =
        new AlertView(
            PATH,
            words.t("findings.title"),
            PATH + "/" + finding.id(),
            views.badge(finding),
            views.text(finding),
            place.printer() == null ? "/devices/" + place.device() : "/printers/" + place.printer(),
            place.name(),
            List.of(
                new Fact(words.t("findings.rule"), finding.ruleName(), false),
                new Fact(words.t("findings.site"), finding.siteName(), false)),
            timeline(visit, finding),
            mayAct
                ? notices.ofFinding(visit.tenant(), finding.id()).stream()
                    .map(notice -> views.line(notice, false))
                    .toList()
                : List.of(),
            new AlertView.Handled(
                finding.acknowledgedBy() != null,
                muted != null && muted.isAfter(words.now()) ? muted : null),
            form,
            mayAct);
    return new Answer.Html(
        form.isWrong() ? 422 : 200,
        "alert",
        Map.of("shell", visit.shell(words.t("finding.title"), "notices"), "view", view));
  }

  private List<Event> timeline(Visit visit, Finding finding) {
    Words words = visit.words();
    List<Event> all = new ArrayList<>(handling.events(visit, Thing.FINDING, finding.id()));
    all.add(new Event(finding.opened(), words.t("finding.opened"), null, null));
    Instant closed = finding.closed();
    if (closed != null) {
      all.add(new Event(closed, words.t("finding.closed"), null, null));
    }
    all.sort(Comparator.comparing(Event::at));
    return all;
  }
}
