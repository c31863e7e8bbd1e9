package io.platen.server.console;

import io.platen.protocol.report.UpdateState;
import io.platen.server.console.view.Badge;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.RolloutBar;
import io.platen.server.console.view.RolloutRow;
import io.platen.server.console.view.RolloutView;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.rollout.control.Decision;
import io.platen.server.rollout.control.Gates;
import io.platen.server.rollout.control.Member;
import io.platen.server.rollout.control.Plan;
import io.platen.server.rollout.control.Rollout;
import io.platen.server.rollout.control.Rollouts.Progress;
import io.platen.server.rollout.control.Standing;
import io.platen.server.rollout.control.Wave;
import io.platen.server.rollout.control.WaveCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rollouts in the reader's words. */
final class RolloutViews {
  private static final int MOST_REASONS = 10;

  private final Words words;

  RolloutViews(Words words) {
    this.words = words;
  }

  RolloutRow row(Progress progress) {
    Rollout rollout = progress.rollout();
    Plan.Subject subject = rollout.plan().subject();
    WaveCount all = progress.all();
    return new RolloutRow(
        rollout.id().toString(),
        rollout.plan().name(),
        words.t("rollout.subject", subject.release(), subject.hardware(), subject.repository()),
        badge(rollout),
        bar(all),
        words.t("rollout.done", all.confirmed(), all.all(), all.bad()),
        rollout.created(),
        rollout.createdBy());
  }

  private Badge badge(Rollout rollout) {
    State state =
        switch (rollout.state()) {
          case RUNNING -> State.RUNNING;
          case PAUSED -> State.ATTENTION;
          case STOPPED -> State.PROBLEM;
          case CANCELLED -> State.SILENT;
          case FINISHED -> State.OK;
        };
    return new Badge(state, words.t("rollout.state." + token(rollout.state())));
  }

  RolloutBar bar(WaveCount count) {
    List<RolloutBar.Part> parts = new ArrayList<>();
    add(parts, State.OK, "confirmed", count.confirmed());
    add(parts, State.RUNNING, "underway", count.underway());
    add(parts, State.PROBLEM, "bad", count.failed() + count.rolledBack() + count.contradicted());
    add(parts, State.SILENT, "silent", count.silent());
    String label =
        words.t("rollout.bar", count.confirmed(), count.all(), count.underway(), count.bad());
    return new RolloutBar(parts, count.all(), label);
  }

  private void add(List<RolloutBar.Part> parts, State state, String word, int count) {
    if (count > 0) {
      parts.add(new RolloutBar.Part(state, words.t("rollout.part." + word), count));
    }
  }

  String why(Rollout rollout) {
    return rollout.fault() == null ? "" : words.t("rollout.fault." + token(rollout.fault()));
  }

  List<RolloutView.WaveCard> waves(Progress progress) {
    List<RolloutView.WaveCard> cards = new ArrayList<>();
    for (int place = 0; place < progress.waves().size(); place++) {
      cards.add(wave(progress, place));
    }
    return cards;
  }

  private RolloutView.WaveCard wave(Progress progress, int place) {
    Rollout rollout = progress.rollout();
    Wave wave = rollout.plan().waves().get(place);
    WaveCount count = progress.waves().get(place);
    boolean isLast = place == progress.waves().size() - 1;
    String size = isLast && rollout.plan().takesLater() ? "rollout.sizeLater" : "rollout.size";
    return new RolloutView.WaveCard(
        words.t("rollout.wave", place + 1, wave.name()),
        words.t(size, count.all()),
        waveBadge(count, rollout.opened(place) != null),
        bar(count),
        gate(rollout, place));
  }

  private Badge waveBadge(WaveCount count, boolean isOpen) {
    if (!isOpen) {
      return new Badge(State.UNKNOWN, words.t("rollout.wave.waits"));
    }
    if (count.underway() > 0) {
      return new Badge(State.RUNNING, words.t("rollout.wave.runs"));
    }
    return count.bad() > 0
        ? new Badge(State.ATTENTION, words.t("rollout.wave.bad", count.bad()))
        : new Badge(State.OK, words.t("rollout.wave.done"));
  }

  private String gate(Rollout rollout, int place) {
    Instant opened = rollout.opened(place);
    Instant soaks = rollout.soaksUntil();
    if (opened != null) {
      return place == rollout.wave() && soaks != null
          ? words.t("rollout.gate.soaks", words.moment(soaks))
          : words.t("rollout.gate.opened", words.moment(opened));
    }
    Instant packs = rollout.packsUntil();
    if (place == 0 && packs != null) {
      return words.t("rollout.gate.packs", words.moment(packs));
    }
    return rollout.state().isEnded()
        ? words.t("rollout.gate.never")
        : words.t("rollout.gate.waits", rollout.plan().gates().confirmedPercent(), place);
  }

  /** Why devices ended badly, the most frequent first. */
  List<RolloutView.Reason> reasons(List<Member> members) {
    Map<String, Long> counted =
        members.stream()
            .filter(each -> each.standing().isBad())
            .collect(Collectors.groupingBy(this::reason, Collectors.counting()));
    return counted.entrySet().stream()
        .map(each -> new RolloutView.Reason(each.getValue().intValue(), each.getKey()))
        .sorted(
            Comparator.comparingInt(RolloutView.Reason::count)
                .reversed()
                .thenComparing(RolloutView.Reason::text))
        .limit(MOST_REASONS)
        .toList();
  }

  private String reason(Member member) {
    return Objects.requireNonNullElseGet(
        member.reason(), () -> words.t("rollout.standing." + token(member.standing())));
  }

  RolloutView.Member member(Member member, Rollout rollout) {
    return new RolloutView.Member(
        member.device().toString(),
        member.name(),
        rollout.plan().waves().get(member.wave()).name(),
        new Badge(
            state(member.standing()), words.t("rollout.standing." + token(member.standing()))),
        detail(member),
        member.since(),
        member.lastContact());
  }

  private static State state(Standing standing) {
    return switch (standing) {
      case WAITING, WITHDRAWN -> State.UNKNOWN;
      case ASSIGNED, DOWNLOADING, VERIFIED, ARMED, TRIAL -> State.RUNNING;
      case CONFIRMED -> State.OK;
      case FAILED, ROLLED_BACK, CONTRADICTED -> State.PROBLEM;
      case SILENT -> State.SILENT;
    };
  }

  private String detail(Member member) {
    if (member.standing().isBad()) {
      String reason = Objects.requireNonNullElse(member.reason(), "");
      return member.accepted() ? words.t("rollout.accepted", reason).strip() : reason;
    }
    List<String> parts = new ArrayList<>();
    Long done = member.done();
    Long size = member.size();
    if (member.component() != null) {
      parts.add(words.orItself("component.", member.component()));
    }
    if (done != null && size != null && size > 0) {
      parts.add(words.t("rollout.percent", 100 * done / size));
    }
    if (member.waits() != null) {
      parts.add(words.orItself("rollout.waits.", member.waits()));
    }
    return String.join(" · ", parts);
  }

  /** Ways to look at some of the devices: the standings that there are. */
  List<RolloutView.Choice> filters(List<Member> members) {
    List<RolloutView.Choice> choices = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      long count = members.stream().filter(each -> each.standing() == standing).count();
      if (count > 0) {
        choices.add(
            new RolloutView.Choice(
                token(standing), words.t("rollout.standing." + token(standing)), (int) count));
      }
    }
    return choices;
  }

  RolloutView.Line line(Decision decision, Rollout rollout) {
    Integer wave = decision.wave();
    String name = wave == null || wave < 0 ? "" : rollout.plan().waves().get(wave).name();
    String fault =
        decision.fault() == null ? "" : words.t("rollout.fault." + token(decision.fault()));
    int number = Objects.requireNonNullElse(decision.number(), 0);
    int all = Objects.requireNonNullElse(decision.ofAll(), 0);
    String key =
        "rollout.decision." + token(decision.what()) + (decision.fault() == null ? "" : ".fault");
    return new RolloutView.Line(
        decision.at(),
        Objects.requireNonNullElse(decision.actor(), words.t("rollout.rules")),
        words.t(key, name, number, all, fault));
  }

  List<Fact> terms(Plan plan) {
    Gates gates = plan.gates();
    Plan.Window window = plan.terms().window();
    List<Fact> facts = new ArrayList<>();
    fact(
        facts,
        "gate",
        words.t("rollout.term.gateIs", gates.confirmedPercent(), span(gates.soak())));
    fact(
        facts,
        "brake",
        words.t("rollout.term.brakeIs", gates.pausePercent(), gates.stopPercent(), gates.sample()));
    fact(facts, "silence", words.t("rollout.term.silenceIs", gates.silenceSlots()));
    fact(facts, "deadline", words.t("rollout.term.deadlineIs", span(plan.terms().deadline())));
    fact(
        facts,
        "window",
        window == null
            ? words.t("rollout.term.noWindow")
            : words.t("rollout.term.windowIs", window.from(), window.to(), window.zone().getId()));
    fact(
        facts,
        "consent",
        words.t(plan.terms().consent() ? "rollout.term.consentYes" : "rollout.term.consentNo"));
    fact(
        facts,
        "later",
        words.t(plan.takesLater() ? "rollout.term.laterYes" : "rollout.term.laterNo"));
    fact(facts, "selection", selection(plan.selection()));
    return facts;
  }

  private void fact(List<Fact> facts, String key, String value) {
    facts.add(new Fact(words.t("rollout.term." + key), value, false));
  }

  private String selection(Plan.Selection selection) {
    List<String> parts = new ArrayList<>();
    if (!selection.namePart().isEmpty()) {
      parts.add(words.t("rollout.selection.name", selection.namePart()));
    }
    if (!selection.runsVersion().isEmpty()) {
      parts.add(words.t("rollout.selection.version", selection.runsVersion()));
    }
    if (!selection.devices().isEmpty()) {
      parts.add(words.t("rollout.selection.devices", selection.devices().size()));
    }
    return parts.isEmpty() ? words.t("rollout.selection.all") : String.join(", ", parts);
  }

  private String span(Duration length) {
    return words.span(length);
  }

  /** What a device runs, and how its update is. */
  List<Fact> software(UpdateState state) {
    List<Fact> facts = new ArrayList<>();
    for (UpdateState.Component each : state.components()) {
      facts.add(
          new Fact(
              words.orItself("component.", each.name().token()),
              words.t(
                  "device.runs",
                  Objects.requireNonNullElse(each.version(), "?"),
                  String.valueOf(each.slot()),
                  each.counter()),
              false));
    }
    UpdateState.Attempt attempt = state.attempt();
    UpdateState.Result result = state.result();
    if (attempt != null) {
      facts.add(
          update(attempt.release(), "rollout.stage." + token(attempt.stage()), attempt.waits()));
    } else if (result != null) {
      facts.add(
          update(result.release(), "rollout.outcome." + token(result.outcome()), result.reason()));
    }
    return facts;
  }

  private Fact update(String release, String key, @Nullable String detail) {
    String more = detail == null ? "" : " (" + words.orItself("rollout.waits.", detail) + ")";
    return new Fact(words.t("device.update"), release + ": " + words.t(key) + more, false);
  }

  static String token(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
