package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules found.
 *
 * @param state open or over
 * @param open how many hold in all
 * @param rules whether there is any rule
 */
public record FindingList(List<Line> rows, String state, long open, boolean rules) {
  public static final List<String> STATES = List.of("open", "over");

  public FindingList {
    rows = List.copyOf(rows);
  }

  /**
   * @param name the printer's or the device's
   * @param handled what somebody did about it, in words; null where nobody did
   */
  public record Line(
      String id,
      Badge badge,
      String name,
      String site,
      String text,
      String rule,
      Instant since,
      @Nullable String handled) {}
}
