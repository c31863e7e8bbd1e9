package io.platen.server.console.view;

import java.util.List;
import java.util.Locale;

/** The six states that anything in the console can be in; each has a shape, a word and a colour. */
public enum State {
  OK,
  RUNNING,
  ATTENTION,
  PROBLEM,
  SILENT,
  UNKNOWN;

  /** Those that a printer can be in: work in progress is told of jobs, not of printers. */
  public static List<State> ofPrinters() {
    return List.of(OK, ATTENTION, PROBLEM, SILENT, UNKNOWN);
  }

  /** As it stands in addresses and class names. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }
}
