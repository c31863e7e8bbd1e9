package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was written down.
 *
 * @param actor whose lines are shown; empty for everybody's
 * @param action how their actions begin; empty for all
 * @param older the address of the lines before; null at the end
 */
public record AuditView(List<Line> lines, String actor, String action, @Nullable String older) {
  public AuditView {
    lines = List.copyOf(lines);
  }

  /**
   * @param position in the chain of the whole server
   * @param words the action in the reader's language
   * @param hash SHA-256 in hexadecimal
   */
  public record Line(
      long position,
      Instant at,
      String actor,
      String action,
      String words,
      String subject,
      @Nullable String source,
      String hash) {}
}
