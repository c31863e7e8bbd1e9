package io.platen.server.console.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One supply, drawn.
 *
 * @param letter K C M Y, or empty where it is not an ink
 * @param ink the class of its fill: k, c, m, y or n
 * @param percent 0 to 100 where the look is {@link Look#PERCENT}, else 0; of a receptacle how much
 *     is in it
 * @param text the figure in words, e.g. "31 %" or "some left"
 * @param label what a screen reader says
 * @param part the printer's own word for it
 * @param receptacle whether it fills up instead of running out
 * @param asOf when it was read, where that is before the printer's reading
 */
public record SupplyBar(
    String letter,
    String ink,
    String name,
    Look look,
    int percent,
    boolean low,
    String text,
    String label,
    @Nullable String part,
    boolean receptacle,
    @Nullable Instant asOf) {

  /** One that runs out, just read. */
  public SupplyBar(
      String letter,
      String ink,
      String name,
      Look look,
      int percent,
      boolean low,
      String text,
      String label,
      @Nullable String part) {
    this(letter, ink, name, look, percent, low, text, label, part, false, null);
  }

  /** A bar has exactly one of these looks. */
  public enum Look {
    PERCENT,
    SOME_LEFT,
    UNKNOWN,
    UNLIMITED,
    REPLACED
  }

  /** Where a threshold is marked, in percent. */
  public static final int THRESHOLD = 10;

  /** Where its threshold is marked, in percent. */
  public int tick() {
    return receptacle ? 100 - THRESHOLD : THRESHOLD;
  }

  public boolean isDrawn() {
    return look == Look.PERCENT || look == Look.REPLACED;
  }
}
