package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.AlertView;
import io.platen.server.console.view.Form;
import io.platen.server.fleet.control.AlertWords;
import io.platen.server.fleet.control.AlertWords.Thing;
import io.platen.server.fleet.entity.AlertWord;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What people do about an alert or a finding by its page: note, mute, say something. */
@Dependent
class Handling {
  private final AlertWords words;

  @Inject
  Handling(AlertWords words) {
    this.words = words;
  }

  /** One thing that can be spoken of, and the address of its page. */
  record Subject(Thing thing, long id, String path) {}

  /**
   * @param page shows the page again with a form in which something is wrong
   */
  Answer post(Visit visit, Subject subject, String verb, Function<Form, Answer> page) {
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    try {
      return act(visit, subject, verb)
          ? new Answer.Redirect(subject.path())
          : new Answer.NotFound();
    } catch (InvalidException e) {
      return page.apply(
          new Form(
              Map.of("text", visit.field("text")),
              Map.of("text", visit.words().t("handling.wrongText", AlertWords.LONGEST_COMMENT))));
    } catch (RefusedException e) {
      return new Answer.NotFound();
    }
  }

  private boolean act(Visit visit, Subject subject, String verb) {
    var caller = visit.session().caller();
    switch (verb) {
      case "acknowledge" -> words.acknowledge(caller, subject.thing(), subject.id());
      case "unmute" -> words.unmute(caller, subject.thing(), subject.id());
      case "comment" -> words.comment(caller, subject.thing(), subject.id(), visit.field("text"));
      case "mute" -> {
        if (!AlertView.MUTES.contains(visit.field("hours"))) {
          return false;
        }
        Duration time = Duration.ofHours(Long.parseLong(visit.field("hours")));
        words.mute(caller, subject.thing(), subject.id(), visit.words().now().plus(time));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What was said, as events of its life. */
  List<AlertView.Event> events(Visit visit, Thing thing, long id) {
    return words.words(visit.tenant(), thing, id).stream().map(word -> event(visit, word)).toList();
  }

  private static AlertView.Event event(Visit visit, AlertWord word) {
    var until = word.until();
    String text =
        switch (word.kind()) {
          case ACKNOWLEDGED -> visit.words().t("handling.acknowledged");
          case MUTED ->
              visit.words().t("handling.muted", until == null ? "" : visit.words().moment(until));
          case UNMUTED -> visit.words().t("handling.unmuted");
          case COMMENTED -> visit.words().t("handling.commented");
        };
    return new AlertView.Event(word.at(), text, word.actor(), word.text());
  }
}
