package io.platen.conformance.subject;

/**
 * A tool of somebody else that a test runs is not installed here: it says nothing of the target.
 */
public final class ToolMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ToolMissing(String what) {
    super(what);
  }
}
