package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.RolloutList;
import io.platen.server.console.view.RolloutView;
import io.platen.server.console.view.Words;
import io.platen.server.problem.RefusedException;
import io.platen.server.rollout.control.Member;
import io.platen.server.rollout.control.Rollout;
import io.platen.server.rollout.control.Rollout.State;
import io.platen.server.rollout.control.Rollouts;
import io.platen.server.rollout.control.Rollouts.Action;
import io.platen.server.rollout.control.Rollouts.Progress;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All rollouts, and one of them: its waves, what became of its devices, and what was decided. */
@Dependent
class RolloutsPage implements Page {
  static final String PATH = "/rollouts";

  private final Rollouts rollouts;

  @Inject
  RolloutsPage(Rollouts rollouts) {
    this.rollouts = rollouts;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH) || (path.startsWith(PATH + "/") && !path.equals(RolloutPlanPage.PATH));
  }

  @Override
  public Answer get(Visit visit) {
    if (visit.path().equals(PATH)) {
      return list(visit);
    }
    String[] rest = visit.rest(PATH + "/").split("/", -1);
    Optional<Progress> found = find(visit, rest[0]);
    if (found.isEmpty()) {
      return new Answer.NotFound();
    }
    return rest.length == 1
        ? page(visit, found.get())
        : new Answer.Redirect(PATH + "/" + found.get().rollout().id());
  }

  private Optional<Progress> find(Visit visit, String id) {
    try {
      return Optional.of(rollouts.get(visit.tenant(), UUID.fromString(id)));
    } catch (RefusedException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Answer list(Visit visit) {
    RolloutViews views = new RolloutViews(visit.words());
    RolloutList view =
        new RolloutList(
            rollouts.list(visit.tenant()).stream().map(views::row).toList(),
            visit.may(Role.OPERATOR));
    return Answer.page(
        "rollouts", visit.shell(visit.words().t("rollouts.title"), "rollouts"), "view", view);
  }

  private Answer page(Visit visit, Progress progress) {
    Words words = visit.words();
    Rollout rollout = progress.rollout();
    RolloutViews views = new RolloutViews(words);
    List<Member> all = rollouts.members(rollout, null);
    String filter = visit.field("standing");
    List<RolloutView.Member> shown =
        all.stream()
            .filter(each -> filter.isEmpty() || RolloutViews.token(each.standing()).equals(filter))
            .map(each -> views.member(each, rollout))
            .toList();
    RolloutView view =
        new RolloutView(
            views.row(progress),
            views.why(rollout),
            views.waves(progress),
            views.reasons(all),
            shown,
            filter,
            views.filters(all),
            rollouts.decisions(visit.tenant(), rollout.id()).stream()
                .map(each -> views.line(each, rollout))
                .toList(),
            views.terms(rollout.plan()),
            actions(visit, rollout.state()));
    return Answer.page("rollout", visit.shell(rollout.plan().name(), "rollouts"), "view", view);
  }

  private static RolloutView.Actions actions(Visit visit, State state) {
    boolean brakes = visit.may(Role.OPERATOR);
    return new RolloutView.Actions(
        brakes && state == State.RUNNING,
        visit.may(Role.ADMINISTRATOR) && state == State.PAUSED,
        brakes && !state.isEnded());
  }

  @Override
  public Answer post(Visit visit) {
    String[] rest = visit.rest(PATH).replaceFirst("^/", "").split("/", -1);
    Optional<Action> action = rest.length == 2 ? action(rest[1]) : Optional.empty();
    Optional<Progress> found = find(visit, rest[0]);
    if (action.isEmpty() || found.isEmpty()) {
      return new Answer.NotFound();
    }
    // Who operates may brake; an administrator lets go.
    Role least = action.get() == Action.RESUME ? Role.ADMINISTRATOR : Role.OPERATOR;
    if (!visit.may(least)) {
      return Answer.Forbidden.to(least);
    }
    UUID id = found.get().rollout().id();
    try {
      rollouts.act(visit.session().caller(), id, action.get());
    } catch (RefusedException e) {
      // Somebody else, or the rules, were faster: the page shows how it is now.
      return new Answer.Redirect(PATH + "/" + id);
    }
    return new Answer.Redirect(PATH + "/" + id);
  }

  private static Optional<Action> action(String token) {
    return Arrays.stream(Action.values())
        .filter(each -> RolloutViews.token(each).equals(token))
        .findFirst();
  }
}
