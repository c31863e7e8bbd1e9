package io.platen.server.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of alerts.
 *
 * @param open how many are open in all
 * @param total how many the whole list has
 * @param chart null where there is nothing to draw
 */
public record AlertList(
    List<AlertLine> rows,
    AlertQuery query,
    long open,
    long total,
    @Nullable AlertChart chart,
    @Nullable String first,
    @Nullable String next) {
  public AlertList {
    rows = List.copyOf(rows);
  }
}
