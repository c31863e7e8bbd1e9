package io.platen.server.rollout.control;

import java.time.Duration;

/**
 * When a rollout goes on, waits for people, or ends.
 *
 * @param confirmedPercent of a wave's devices, before the next wave may begin; 1 to 100
 * @param soak how long they stay confirmed before the next wave begins
 * @param pausePercent of the devices of a wave that have come to an end, how many may be bad before
 *     the rollout pauses; 0 to 100
 * @param stopPercent the same, before it stops
 * @param sample how many devices must have come to an end before shares mean anything; a smaller
 *     wave counts when it is complete
 * @param silenceSlots after so many times at which it was due, a device that is underway is silent
 */
public record Gates(
    int confirmedPercent,
    Duration soak,
    int pausePercent,
    int stopPercent,
    int sample,
    int silenceSlots) {

  public static final Gates USUAL = new Gates(95, Duration.ofHours(4), 5, 20, 5, 4);
}
