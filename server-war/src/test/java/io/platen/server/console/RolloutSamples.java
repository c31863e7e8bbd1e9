package io.platen.server.console;

import io.platen.server.console.view.Form;
import io.platen.server.console.view.RolloutList;
import io.platen.server.console.view.RolloutPlan;
import io.platen.server.console.view.RolloutView;
import io.platen.server.console.view.Shell;
import io.platen.server.console.view.Words;
import io.platen.server.rollout.control.Decision;
import io.platen.server.rollout.control.Decision.What;
import io.platen.server.rollout.control.Gates;
import io.platen.server.rollout.control.Member;
import io.platen.server.rollout.control.Plan;
import io.platen.server.rollout.control.Rollout;
import io.platen.server.rollout.control.Rollouts.Progress;
import io.platen.server.rollout.control.Standing;
import io.platen.server.rollout.control.Step;
import io.platen.server.rollout.control.WaveCount;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Pages about rollouts, with each look that they can have. */
final class RolloutSamples {
  private static final Instant NOW = Samples.NOW;
  private static final Instant BEGUN = NOW.minus(Duration.ofHours(20));

  private final Words words;
  private final RolloutViews views;

  RolloutSamples(Words words) {
    this.words = words;
    this.views = new RolloutViews(words);
  }

  Map<String, Map.Entry<String, Map<String, Object>>> pages(
      BiFunction<String, String, Shell> shell) {
    Map<String, Map.Entry<String, Map<String, Object>>> pages = new LinkedHashMap<>();
    Shell list = shell.apply("rollouts.title", "rollouts");
    List<Progress> all =
        Arrays.stream(Rollout.State.values()).map(RolloutSamples::progress).toList();
    pages.put(
        "rollouts",
        page("rollouts", list, new RolloutList(all.stream().map(views::row).toList(), true)));
    pages.put("rollouts-none", page("rollouts", list, new RolloutList(List.of(), false)));
    for (Rollout.State state : Rollout.State.values()) {
      String name = "rollout-" + RolloutViews.token(state);
      pages.put(name, page("rollout", list, view(progress(state))));
    }
    Shell plan = shell.apply("rollout.plan.title", "rollouts");
    pages.put("rollout-plan-none", page("rolloutPlan", plan, plan(false, false)));
    pages.put("rollout-plan", page("rolloutPlan", plan, plan(true, false)));
    pages.put("rollout-plan-run", page("rolloutPlan", plan, plan(true, true)));
    return pages;
  }

  private static Map.Entry<String, Map<String, Object>> page(
      String template, Shell shell, Object view) {
    return Map.entry(template, Map.of("shell", shell, "view", view));
  }

  private static Progress progress(Rollout.State state) {
    boolean paused = state == Rollout.State.PAUSED || state == Rollout.State.STOPPED;
    Plan plan =
        new Plan(
            "Device <2.4.1>",
            new Plan.Subject("acme", "pl-100", "2026.3"),
            new Plan.Selection("Graz", "2.4.0", Set.of(new UUID(9, 1))),
            Plan.USUAL_WAVES,
            Gates.USUAL,
            true,
            new Plan.Terms(
                true,
                new Plan.Window(
                    LocalTime.of(20, 0), LocalTime.of(5, 0), ZoneId.of("Europe/Vienna")),
                Duration.ofDays(7)));
    return new Progress(
        new Rollout(
            new UUID(3, state.name().hashCode()),
            1,
            plan,
            state,
            paused ? Step.Fault.BAD_SHARE : null,
            1,
            BEGUN,
            "anna",
            state == Rollout.State.RUNNING ? NOW.plusSeconds(7_200) : null,
            state.isEnded() ? NOW : null,
            Arrays.asList(BEGUN, BEGUN.plusSeconds(18_000), null, null)),
        List.of(
            new WaveCount(0, 0, 10, 0, 0, 0, 0, NOW),
            new WaveCount(0, 6, 88, 1, 1, 4, 0, NOW),
            new WaveCount(80, 0, 0, 0, 0, 0, 0, null),
            new WaveCount(22, 0, 0, 0, 0, 0, 0, null)));
  }

  private RolloutView view(Progress progress) {
    Rollout rollout = progress.rollout();
    List<Member> members = members();
    boolean acts = !rollout.state().isEnded();
    return new RolloutView(
        views.row(progress),
        views.why(rollout),
        views.waves(progress),
        views.reasons(members),
        members.stream().map(each -> views.member(each, rollout)).toList(),
        acts ? "" : "failed",
        views.filters(members),
        decisions().stream().map(each -> views.line(each, rollout)).toList(),
        views.terms(rollout.plan()),
        new RolloutView.Actions(
            rollout.state() == Rollout.State.RUNNING,
            rollout.state() == Rollout.State.PAUSED,
            acts));
  }

  private static List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      boolean loads = standing == Standing.DOWNLOADING;
      members.add(
          new Member(
              new UUID(9, standing.name().hashCode()),
              "GRZ-" + standing.name().charAt(0),
              standing == Standing.CONFIRMED ? 0 : 1,
              standing,
              NOW.minusSeconds(4_000),
              BEGUN,
              NOW.plusSeconds(90_000),
              NOW.minusSeconds(300),
              standing == Standing.FAILED ? "Not enough space (needs 96 MB)" : null,
              standing == Standing.SILENT,
              loads ? "application" : null,
              loads ? 71L : null,
              loads ? 100L : null,
              standing == Standing.VERIFIED ? "window" : null));
    }
    return members;
  }

  private static List<Decision> decisions() {
    List<Decision> decisions = new ArrayList<>();
    for (What what : What.values()) {
      decisions.add(
          new Decision(NOW, what == What.CREATED ? "anna" : null, what, null, 1, 94, 100));
    }
    for (Step.Fault fault : Step.Fault.values()) {
      decisions.add(new Decision(NOW, null, What.PAUSED, fault, 1, 6, 94));
      decisions.add(new Decision(NOW, null, What.STOPPED, fault, 1, 26, 94));
    }
    return decisions;
  }

  private RolloutPlan plan(boolean releases, boolean run) {
    Form usual = RolloutForm.usual();
    return new RolloutPlan(
        run ? usual : new Form(usual.values(), Map.of("soak", words.t("rollout.wrong.soak"))),
        releases
            ? List.of(new RolloutPlan.Choice("acme pl-100 2026.3", "2026.3 for <pl-100>"))
            : List.of(),
        run
            ? new RolloutPlan.Run(
                words.t("rollout.plan.summary", 212, 1),
                List.of(words.t("rollout.plan.wave", 1, "canary", 10)),
                List.of("GRZ-01", "GRZ-02"),
                List.of(
                    new RolloutPlan.Out(
                        new UUID(9, 1).toString(), "W-3", words.t("rollout.out.never-said"))),
                List.of("Application with 118 2.4.0: 251 kB each, by a pair pack"))
            : null,
        run);
  }
}
