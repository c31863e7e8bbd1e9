package io.platen.server.rollout.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of a rollout.
 *
 * @param actor null for the rules
 * @param fault why the rules paused or stopped it
 * @param wave from 0, where it is about one
 * @param number of devices that it is about, of so many
 */
public record Decision(
    Instant at,
    @Nullable String actor,
    What what,
    Step.@Nullable Fault fault,
    @Nullable Integer wave,
    @Nullable Integer number,
    @Nullable Integer ofAll) {

  /** The kinds of decisions. */
  public enum What {
    CREATED,
    /** A wave's devices were told. */
    OPENED,
    /** A wave's gate is open, and the wave soaks. */
    SOAKS,
    PAUSED,
    /** By people, who have seen the bad ends so far. */
    RESUMED,
    STOPPED,
    CANCELLED,
    FINISHED,
    /** Devices that came later. */
    JOINED,
    /** One device was taken out. */
    WITHDRAWN
  }

  static Decision of(Instant at, @Nullable String actor, What what) {
    return new Decision(at, actor, what, null, null, null, null);
  }

  Decision about(@Nullable Integer aWave, int devices, int all) {
    return new Decision(at, actor, what, fault, aWave, devices, all);
  }

  Decision because(Step.Fault why) {
    return new Decision(at, actor, what, why, wave, number, ofAll);
  }
}
