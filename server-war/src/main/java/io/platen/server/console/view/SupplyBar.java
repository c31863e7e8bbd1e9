package io.platen.server.console.view;

import org.jspecify.annotations.Nullable;

/**
 * One supply, drawn.
 *
 * @param letter K C M Y, or empty where it is not an ink
 * @param ink the class of its fill: k, c, m, y or n
 * @param percent 0 to 100 where the look is {@link Look#PERCENT}, else 0
 * @param text the figure in words, e.g. "31 %" or "some left"
 * @param label what a screen reader says
 * @param part the printer's own word for it
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
    @Nullable String part) {

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

  public boolean isDrawn() {
    return look == Look.PERCENT || look == Look.REPLACED;
  }
}
