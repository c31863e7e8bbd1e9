package io.platen.conformance.subject;

/** What a test needs is not there, so it can say nothing about the server. */
public final class Unmet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unmet(String what) {
    super(what);
  }
}
