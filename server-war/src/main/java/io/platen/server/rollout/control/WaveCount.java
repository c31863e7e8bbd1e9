package io.platen.server.rollout.control;

import java.time.Instant;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a wave's devices. Those whose bad end people have seen and accepted, when they
 * let the rollout go on, are counted nowhere here.
 *
 * @param lastConfirmed when the last of them was confirmed; null where none is
 */
public record WaveCount(
    int waiting,
    int underway,
    int confirmed,
    int failed,
    int rolledBack,
    int silent,
    int contradicted,
    @Nullable Instant lastConfirmed) {

  public static final WaveCount NONE = new WaveCount(0, 0, 0, 0, 0, 0, 0, null);

  public int bad() {
    return failed + rolledBack + silent + contradicted;
  }

  public int ended() {
    return confirmed + bad();
  }

  public int touched() {
    return underway + ended();
  }

  public int all() {
    return waiting + touched();
  }

  static WaveCount sum(List<WaveCount> waves) {
    return new WaveCount(
        sum(waves, WaveCount::waiting),
        sum(waves, WaveCount::underway),
        sum(waves, WaveCount::confirmed),
        sum(waves, WaveCount::failed),
        sum(waves, WaveCount::rolledBack),
        sum(waves, WaveCount::silent),
        sum(waves, WaveCount::contradicted),
        null);
  }

  private static int sum(List<WaveCount> waves, ToIntFunction<WaveCount> part) {
    return waves.stream().mapToInt(part).sum();
  }
}
