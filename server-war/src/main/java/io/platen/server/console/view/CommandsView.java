package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of one device, and a form to ask more.
 *
 * @param reachable how it can be reached now, in the reader's words; null where it cannot
 * @param kinds tokens of the registry of commands
 * @param printers those that it watches
 */
public record CommandsView(
    String device,
    String name,
    @Nullable String reachable,
    List<String> kinds,
    List<Named> printers,
    List<Line> lines,
    Form form,
    boolean may) {
  public CommandsView {
    kinds = List.copyOf(kinds);
    printers = List.copyOf(printers);
    lines = List.copyOf(lines);
  }

  /**
   * A printer that can be walked.
   *
   * @param name as people call it
   */
  public record Named(String address, String name) {}

  /**
   * One command.
   *
   * @param detail in words; empty where there is nothing to say
   * @param open whether it can be cancelled
   * @param awaiting whether a second person can confirm it
   * @param found whether there is something to show
   */
  public record Line(
      String id,
      String what,
      Badge badge,
      String detail,
      Instant created,
      String by,
      boolean open,
      boolean awaiting,
      boolean found) {}
}
