package io.platen.server.rollout.boundary;

import io.platen.server.rollout.control.Candidate;
import io.platen.server.rollout.control.Decision;
import io.platen.server.rollout.control.DryRun;
import io.platen.server.rollout.control.Gates;
import io.platen.server.rollout.control.Member;
import io.platen.server.rollout.control.Plan;
import io.platen.server.rollout.control.Rollout;
import io.platen.server.rollout.control.Rollouts.Progress;
import io.platen.server.rollout.control.Wave;
import io.platen.server.rollout.control.WaveCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rollouts as the REST API writes them. */
public final class RolloutJson {
  private RolloutJson() {}

  public record SelectionJson(String name, String runsVersion, List<String> devices) {}

  public record GatesJson(
      int confirmedPercent,
      String soak,
      int pausePercent,
      int stopPercent,
      int sample,
      int silenceSlots) {}

  public record WindowJson(String from, String to, String zone) {}

  /** How many devices are where. */
  public record CountJson(
      int all,
      int waiting,
      int underway,
      int confirmed,
      int failed,
      int returned,
      int silent,
      int contradicted) {

    static CountJson of(WaveCount count) {
      return new CountJson(
          count.all(),
          count.waiting(),
          count.underway(),
          count.confirmed(),
          count.failed(),
          count.rolledBack(),
          count.silent(),
          count.contradicted());
    }
  }

  /**
   * @param devices so many more; null where it has another size
   * @param percent up to so many of a hundred; null where it has another size
   */
  public record WaveJson(
      String name,
      @Nullable Integer devices,
      @Nullable Integer percent,
      @Nullable Instant openedAt,
      CountJson count) {}

  /**
   * @param state running, paused, stopped, cancelled or finished
   * @param fault contradiction, bad-share or gate-out-of-reach, where the rules paused or stopped
   *     it
   * @param wave the last that was opened, from 0; -1 before the first
   * @param packsUntil when the first wave begins at the latest, which waits for pair packs; null
   *     where it does not
   */
  public record RolloutState(
      String id,
      String name,
      String repository,
      String hardware,
      String release,
      String state,
      @Nullable String fault,
      int wave,
      SelectionJson selection,
      List<WaveJson> waves,
      CountJson count,
      GatesJson gates,
      boolean takesLater,
      boolean consent,
      @Nullable WindowJson window,
      String deadline,
      Instant createdAt,
      String createdBy,
      @Nullable Instant packsUntil,
      @Nullable Instant soaksUntil,
      @Nullable Instant endedAt) {}

  static RolloutState of(Progress progress) {
    Rollout rollout = progress.rollout();
    Plan plan = rollout.plan();
    return new RolloutState(
        rollout.id().toString(),
        plan.name(),
        plan.subject().repository(),
        plan.subject().hardware(),
        plan.subject().release(),
        token(rollout.state()),
        rollout.fault() == null ? null : token(rollout.fault()),
        rollout.wave(),
        selection(plan.selection()),
        waves(progress),
        CountJson.of(progress.all()),
        gates(plan.gates()),
        plan.takesLater(),
        plan.terms().consent(),
        window(plan.terms().window()),
        plan.terms().deadline().toString(),
        rollout.created(),
        rollout.createdBy(),
        rollout.packsUntil(),
        rollout.soaksUntil(),
        rollout.ended());
  }

  private static SelectionJson selection(Plan.Selection selection) {
    return new SelectionJson(
        selection.namePart(),
        selection.runsVersion(),
        selection.devices().stream().map(Object::toString).sorted().toList());
  }

  private static List<WaveJson> waves(Progress progress) {
    List<WaveJson> waves = new ArrayList<>();
    for (int place = 0; place < progress.waves().size(); place++) {
      Wave wave = progress.rollout().plan().waves().get(place);
      waves.add(
          new WaveJson(
              wave.name(),
              wave.size() instanceof Wave.Devices devices ? devices.number() : null,
              wave.size() instanceof Wave.Percent percent ? percent.number() : null,
              progress.rollout().opened(place),
              CountJson.of(progress.waves().get(place))));
    }
    return waves;
  }

  private static GatesJson gates(Gates gates) {
    return new GatesJson(
        gates.confirmedPercent(),
        gates.soak().toString(),
        gates.pausePercent(),
        gates.stopPercent(),
        gates.sample(),
        gates.silenceSlots());
  }

  private static @Nullable WindowJson window(Plan.@Nullable Window window) {
    return window == null
        ? null
        : new WindowJson(window.from().toString(), window.to().toString(), window.zone().getId());
  }

  /**
   * @param wave from 0
   * @param standing e.g. waiting, assigned, downloading, confirmed, rolled-back
   * @param accepted its bad end was seen by people, who let the rollout go on
   */
  public record MemberJson(
      String device,
      String name,
      int wave,
      String standing,
      Instant since,
      @Nullable Instant toldAt,
      @Nullable Instant deadline,
      @Nullable Instant lastContactAt,
      @Nullable String reason,
      boolean accepted,
      @Nullable String component,
      @Nullable Long done,
      @Nullable Long size,
      @Nullable String waits) {}

  static MemberJson of(Member member) {
    return new MemberJson(
        member.device().toString(),
        member.name(),
        member.wave(),
        token(member.standing()),
        member.since(),
        member.told(),
        member.deadline(),
        member.lastContact(),
        member.reason(),
        member.accepted(),
        member.component(),
        member.done(),
        member.size(),
        member.waits());
  }

  /**
   * @param by null where the rules decided
   * @param devices that it is about, of so many
   */
  public record DecisionJson(
      Instant at,
      @Nullable String by,
      String what,
      @Nullable String fault,
      @Nullable Integer wave,
      @Nullable Integer devices,
      @Nullable Integer of) {}

  static DecisionJson of(Decision decision) {
    return new DecisionJson(
        decision.at(),
        decision.actor(),
        token(decision.what()),
        decision.fault() == null ? null : token(decision.fault()),
        decision.wave(),
        decision.number(),
        decision.ofAll());
  }

  /**
   * @param objection why it is not in; null where it is
   */
  public record CandidateJson(
      String device, String name, @Nullable String objection, @Nullable String detail) {}

  /**
   * @param in how many devices would be in
   * @param out how many would not
   * @param waves how many devices each would have
   */
  public record DryRunJson(int in, int out, List<Integer> waves, List<CandidateJson> devices) {}

  static DryRunJson of(DryRun run) {
    return new DryRunJson(
        run.in().size(),
        run.out().size(),
        run.waves(),
        run.candidates().stream().map(RolloutJson::of).toList());
  }

  private static CandidateJson of(Candidate candidate) {
    return new CandidateJson(
        candidate.device().toString(),
        candidate.name(),
        candidate.objection() == null ? null : token(candidate.objection()),
        candidate.detail());
  }

  static String token(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
