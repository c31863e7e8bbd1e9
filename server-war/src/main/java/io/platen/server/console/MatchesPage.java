package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.fleet.control.PrinterMatches;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** Pairs that may be one printer: people decide. */
@Dependent
class MatchesPage implements Page {
  private static final String PATH = "/printer-matches";

  private final PrinterMatches matches;

  @Inject
  MatchesPage(PrinterMatches matches) {
    this.matches = matches;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH);
  }

  @Override
  public Answer get(Visit visit) {
    MatchViews views = new MatchViews(visit.words());
    var pairs =
        matches.suggested(visit.tenant()).stream()
            .map(match -> views.match(match, match.one().id()))
            .toList();
    return Answer.page(
        "matches", visit.shell(visit.words().t("matches.title"), "matches"), "pairs", pairs);
  }

  /** The two are two. */
  @Override
  public Answer post(Visit visit) {
    if (!visit.may(Role.OPERATOR)) {
      return Answer.Forbidden.to(Role.OPERATOR);
    }
    Optional<Long> one = PrinterPage.number(visit.field("one"));
    Optional<Long> other = PrinterPage.number(visit.field("other"));
    if (one.isEmpty() || other.isEmpty()) {
      return new Answer.NotFound();
    }
    try {
      matches.keepApart(visit.session().caller(), one.get(), other.get());
    } catch (RefusedException e) {
      // Somebody else was faster: the page shows how it is now.
      return new Answer.Redirect(PATH);
    }
    return new Answer.Redirect(PATH);
  }
}
