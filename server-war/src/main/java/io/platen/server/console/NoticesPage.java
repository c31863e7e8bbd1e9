package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.NoticeList;
import io.platen.server.notice.control.Notices;
import io.platen.server.notice.control.WaysOut;
import io.platen.server.notice.entity.Notice;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What became of telling people, and what could not be delivered. */
@Dependent
class NoticesPage implements Page {
  private static final String PATH = "/notices";

  private final Notices notices;
  private final WaysOut ways;

  @Inject
  NoticesPage(Notices notices, WaysOut ways) {
    this.notices = notices;
    this.ways = ways;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public Answer get(Visit visit) {
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    String asked = visit.field("state");
    String state = NoticeList.STATES.contains(asked) ? asked : "all";
    Notice.State wanted =
        state.equals("all") ? null : Notice.State.valueOf(state.toUpperCase(Locale.ROOT));
    NoticeViews views = new NoticeViews(visit.words());
    NoticeList list =
        new NoticeList(
            notices.list(visit.tenant(), wanted).stream()
                .map(notice -> views.line(notice, true))
                .toList(),
            state,
            ways.isMailOn());
    return Answer.page(
        "notices", visit.shell(visit.words().t("notices.title"), "notices"), "view", list);
  }

  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    String[] parts =
        visit.path().equals(PATH) ? new String[] {""} : visit.rest(PATH + "/").split("/", -1);
    Optional<UUID> id = RulesPage.ids(parts[0]);
    if (parts.length != 2 || id.isEmpty() || !parts[1].equals("again")) {
      return new Answer.NotFound();
    }
    try {
      notices.sendAgain(visit.session().caller(), id.get());
      return new Answer.Redirect(PATH + "?state=all");
    } catch (RefusedException e) {
      return new Answer.NotFound();
    }
  }
}
