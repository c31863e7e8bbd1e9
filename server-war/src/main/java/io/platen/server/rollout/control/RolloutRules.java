package io.platen.server.rollout.control;

import io.platen.server.rollout.control.Step.Fault;
import io.platen.server.rollout.control.Step.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout that runs does next. Only confirmed devices count as done: one that says
 * "installed" counts for nothing until it has started into what was released and found itself
 * healthy, and one that is not heard of any more counts against the release.
 *
 * @param gates when it goes on
 * @param takesLater whether devices that come later join the last wave
 */
public record RolloutRules(Gates gates, boolean takesLater) {

  /**
   * @param waves all of them in their order
   * @param current the last wave that was opened; -1 before the first
   */
  public Step next(List<WaveCount> waves, int current, Instant now) {
    if (current < 0) {
      return new Step.Open(0);
    }
    WaveCount wave = waves.get(current);
    WaveCount opened = WaveCount.sum(waves.subList(0, current + 1));
    Optional<Step> fault = fault(wave).or(() -> fault(opened));
    // [PLT-UPD-436]
    if (opened.contradicted() > 0) {
      return new Step.Pause(Fault.CONTRADICTION, opened.contradicted(), opened.ended());
    }
    if (fault.isPresent()) {
      return fault.get();
    }
    return current == waves.size() - 1 ? last(opened) : gate(wave, current, now);
  }

  private Optional<Step> fault(WaveCount count) {
    boolean isTold = count.ended() >= gates.sample() || count.ended() == count.all();
    if (isTold && isOver(gates.stopPercent(), count)) {
      return Optional.of(new Step.Stop(Fault.BAD_SHARE, count.bad(), count.ended()));
    }
    if (isTold && isOver(gates.pausePercent(), count)) {
      return Optional.of(new Step.Pause(Fault.BAD_SHARE, count.bad(), count.ended()));
    }
    return Optional.empty();
  }

  private static boolean isOver(int percent, WaveCount count) {
    return 100L * count.bad() > (long) percent * count.ended();
  }

  private Step gate(WaveCount wave, int current, Instant now) {
    long needed = (long) gates.confirmedPercent() * wave.all();
    if (100L * (wave.all() - wave.bad()) < needed) {
      return new Step.Pause(Fault.GATE_OUT_OF_REACH, wave.bad(), wave.ended());
    }
    if (100L * wave.confirmed() < needed) {
      return new Step.Stay(Reason.CONFIRMATIONS);
    }
    Instant last = wave.lastConfirmed();
    Instant until = last == null ? now : last.plus(gates.soak());
    return until.isAfter(now) ? new Step.Soak(until) : new Step.Open(current + 1);
  }

  private Step last(WaveCount opened) {
    if (opened.ended() < opened.all()) {
      return new Step.Stay(Reason.LAST_DEVICES);
    }
    return takesLater ? new Step.Stay(Reason.LATER_DEVICES) : new Step.Finish();
  }
}
