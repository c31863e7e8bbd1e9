package io.platen.server.console.view;

/** The six states that anything in the console can be in; each has a shape, a word and a colour. */
public enum State {
  OK,
  RUNNING,
  ATTENTION,
  PROBLEM,
  SILENT,
  UNKNOWN;

  /** As it stands in addresses and class names. */
  public String token() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
