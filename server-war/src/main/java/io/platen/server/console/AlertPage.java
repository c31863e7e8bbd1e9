package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.AlertLine;
import io.platen.server.console.view.AlertView;
import io.platen.server.console.view.AlertView.Event;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.control.AlertQueries;
import io.platen.server.fleet.control.AlertWords.Thing;
import io.platen.server.fleet.entity.AlertEvent;
import io.platen.server.fleet.entity.StoredAlert;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One alert of a printer: what became of it, and what people did. */
@Dependent
class AlertPage implements Page {
  private static final String PATH = "/alerts/";

  private final AlertQueries alerts;
  private final Handling handling;

  @Inject
  AlertPage(AlertQueries alerts, Handling handling) {
    this.alerts = alerts;
    this.handling = handling;
  }

  @Override
  public boolean answers(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public Answer get(Visit visit) {
    return PrinterPage.number(visit.rest(PATH))
        .flatMap(id -> alerts.alert(visit.tenant(), id))
        .map(alert -> page(visit, alert, Form.EMPTY))
        .orElseGet(Answer.NotFound::new);
  }

  @Override
  public Answer post(Visit visit) {
    String[] parts = visit.rest(PATH).split("/", -1);
    Optional<StoredAlert> alert =
        PrinterPage.number(parts[0]).flatMap(id -> alerts.alert(visit.tenant(), id));
    if (parts.length != 2 || alert.isEmpty()) {
      return new Answer.NotFound();
    }
    return handling.post(
        visit,
        new Handling.Subject(Thing.ALERT, alert.get().id(), PATH + alert.get().id()),
        parts[1],
        form -> page(visit, alert.get(), form));
  }

  private Answer page(Visit visit, StoredAlert alert, Form form) {
    Words words = visit.words();
    AlertLine line = new PrinterViews(words).alert(alert);
    Instant muted = alert.handling().mutedUntil();
    AlertView view =
        new AlertView(
            "/alerts",
            words.t("nav.alerts"),
            PATH + alert.id(),
            line.badge(),
            line.text(),
            "/printers/" + alert.printer(),
            alert.printerName(),
            facts(alert, words),
            timeline(visit, alert),
            List.of(),
            new AlertView.Handled(
                alert.handling().acknowledged() != null,
                alert.handling().isMuted(words.now()) ? muted : null),
            form,
            visit.may(Role.OPERATOR));
    return new Answer.Html(
        form.isWrong() ? 422 : 200,
        "alert",
        Map.of("shell", visit.shell(words.t("alert.title"), "alerts"), "view", view));
  }

  private static List<Fact> facts(StoredAlert alert, Words words) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(words.t("alert.codeOf"), Integer.toString(alert.alert().code()), false));
    facts.add(new Fact(words.t("alert.part"), alert.alert().group(), false));
    String training = alert.alert().training();
    facts.add(
        new Fact(
            words.t("alert.training"),
            training == null ? null : words.orItself("alert.training.", training),
            false));
    return facts;
  }

  private List<Event> timeline(Visit visit, StoredAlert alert) {
    List<Event> all = new ArrayList<>(handling.events(visit, Thing.ALERT, alert.id()));
    for (AlertEvent event : alerts.events(visit.tenant(), List.of(alert.id()))) {
      String key =
          switch (event.kind()) {
            case RAISED -> "alert.raised";
            case CHANGED -> "alert.changed";
            case CLEARED -> "alert.cleared";
          };
      all.add(new Event(event.at(), visit.words().t(key), null, null));
    }
    all.sort(Comparator.comparing(Event::at));
    return all;
  }
}
