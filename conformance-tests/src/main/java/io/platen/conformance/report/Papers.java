package io.platen.conformance.report;

import java.util.Optional;

/**
 * What the vendor said before the run, to stand beside its results.
 *
 * @param ics the file as it was read; empty without one
 * @param ixit how the target was reached, without secrets
 */
public record Papers(Optional<String> ics, Optional<String> ixit) {
  /** Of a run by the suite's own tests. */
  public static final Papers NONE = new Papers(Optional.empty(), Optional.empty());
}
