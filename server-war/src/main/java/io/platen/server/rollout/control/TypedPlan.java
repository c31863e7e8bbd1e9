package io.platen.server.rollout.control;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it was typed; what is left out is as by default.
 *
 * @param deadline ISO 8601, from when a device is told, e.g. {@code P7D}
 */
public record TypedPlan(
    @Nullable String name,
    @Nullable String repository,
    @Nullable String hardware,
    @Nullable String release,
    @Nullable TypedSelection selection,
    @Nullable List<TypedWave> waves,
    @Nullable TypedGates gates,
    @Nullable Boolean takesLater,
    @Nullable Boolean consent,
    @Nullable TypedWindow window,
    @Nullable String deadline) {

  /**
   * @param name a part of it
   * @param devices their ids
   */
  public record TypedSelection(
      @Nullable String name, @Nullable String runsVersion, @Nullable List<String> devices) {}

  /** So many devices, or up to so many of a hundred; the rest where it says neither. */
  public record TypedWave(
      @Nullable String name, @Nullable BigDecimal devices, @Nullable BigDecimal percent) {}

  /**
   * @param soak ISO 8601
   */
  public record TypedGates(
      @Nullable BigDecimal confirmedPercent,
      @Nullable String soak,
      @Nullable BigDecimal pausePercent,
      @Nullable BigDecimal stopPercent,
      @Nullable BigDecimal sample,
      @Nullable BigDecimal silenceSlots) {}

  /**
   * @param zone IANA, e.g. {@code Europe/Vienna}
   */
  public record TypedWindow(@Nullable String from, @Nullable String to, @Nullable String zone) {}
}
