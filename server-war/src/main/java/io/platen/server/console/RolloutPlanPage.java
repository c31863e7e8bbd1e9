package io.platen.server.console;

import io.platen.server.access.entity.Role;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.RolloutPlan;
import io.platen.server.console.view.Words;
import io.platen.server.problem.InvalidException;
import io.platen.server.release.control.Forecast;
import io.platen.server.release.control.Releases;
import io.platen.server.rollout.control.Candidate;
import io.platen.server.rollout.control.DryRun;
import io.platen.server.rollout.control.Plan;
import io.platen.server.rollout.control.PlanReader;
import io.platen.server.rollout.control.PublishedReleases;
import io.platen.server.rollout.control.PublishedReleases.Published;
import io.platen.server.rollout.control.Rollout;
import io.platen.server.rollout.control.Rollouts;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The form that begins a rollout, and says before what it would do. */
@Dependent
class RolloutPlanPage implements Page {
  static final String PATH = "/rollouts/new";

  private final Rollouts rollouts;
  private final PublishedReleases releases;
  private final Releases store;
  private final Forecast forecast;

  @Inject
  RolloutPlanPage(
      Rollouts rollouts, PublishedReleases releases, Releases store, Forecast forecast) {
    this.rollouts = rollouts;
    this.releases = releases;
    this.store = store;
    this.forecast = forecast;
  }

  @Override
  public boolean answers(String path) {
    return path.equals(PATH);
  }

  @Override
  public Answer get(Visit visit) {
    return visit.may(Role.OPERATOR)
        ? page(visit, 200, RolloutForm.usual(), null)
        : Answer.Forbidden.to(Role.OPERATOR);
  }

  @Override
  public Answer post(Visit visit) {
    boolean begins = visit.field("do").equals("begin");
    Role least = begins ? Role.ADMINISTRATOR : Role.OPERATOR;
    if (!visit.may(least)) {
      return Answer.Forbidden.to(least);
    }
    try {
      Plan plan = PlanReader.read(RolloutForm.typed(visit));
      if (begins) {
        Rollout made = rollouts.create(visit.session().caller(), plan);
        return new Answer.Redirect(RolloutsPage.PATH + "/" + made.id());
      }
      DryRun run = rollouts.dryRun(visit.tenant(), plan);
      return page(visit, 200, RolloutForm.again(visit, null), run(visit, plan, run));
    } catch (InvalidException e) {
      return page(visit, 422, RolloutForm.again(visit, e), null);
    }
  }

  private Answer page(Visit visit, int status, Form form, RolloutPlan.@Nullable Run run) {
    List<RolloutPlan.Choice> choices =
        releases.list(visit.tenant()).stream().map(each -> choice(each, visit.words())).toList();
    RolloutPlan view = new RolloutPlan(form, choices, run, visit.may(Role.ADMINISTRATOR));
    return new Answer.Html(
        status,
        "rolloutPlan",
        Map.of(
            "shell", visit.shell(visit.words().t("rollout.plan.title"), "rollouts"), "view", view));
  }

  private static RolloutPlan.Choice choice(Published release, Words words) {
    return new RolloutPlan.Choice(
        release.repository() + " " + release.hardware() + " " + release.release().id(),
        words.t(
            "rollout.subject", release.release().id(), release.hardware(), release.repository()));
  }

  /** Of all devices of the model, whether they would be in or not. */
  private List<String> fetched(Visit visit, Plan.Subject subject) {
    ReleaseViews views = new ReleaseViews(visit.words());
    return store
        .find(visit.tenant(), subject.repository(), subject.hardware(), subject.release())
        .map(stored -> forecast.of(visit.tenant(), stored))
        .orElse(List.of())
        .stream()
        .map(views::forecast)
        .toList();
  }

  private RolloutPlan.Run run(Visit visit, Plan plan, DryRun run) {
    Words words = visit.words();
    List<String> waves = new ArrayList<>();
    for (int place = 0; place < run.waves().size(); place++) {
      String name = plan.waves().get(place).name();
      waves.add(words.t("rollout.plan.wave", place + 1, name, run.waves().get(place)));
    }
    return new RolloutPlan.Run(
        words.t("rollout.plan.summary", run.in().size(), run.out().size()),
        waves,
        run.in().stream().map(Candidate::name).toList(),
        run.out().stream().map(each -> out(words, each)).toList(),
        fetched(visit, plan.subject()));
  }

  private static RolloutPlan.Out out(Words words, Candidate candidate) {
    String key = "rollout.out." + RolloutViews.token(Objects.requireNonNull(candidate.objection()));
    return new RolloutPlan.Out(
        candidate.device().toString(), candidate.name(), words.t(key, candidate.detail()));
  }
}
