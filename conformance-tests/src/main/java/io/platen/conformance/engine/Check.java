package io.platen.conformance.engine;

import io.platen.protocol.Requirement;

/**
 * One thing that was looked at.
 *
 * @param requirement what it is about
 * @param holds whether it was found as the requirement has it
 * @param sent what the suite did
 * @param received what the server or device did
 * @param expected what it had to do
 * @param hint where to look when it did not
 */
public record Check(
    Requirement requirement,
    boolean holds,
    String sent,
    String received,
    String expected,
    String hint) {

  public Verdict verdict() {
    return holds ? Verdict.PASS : Verdict.ofBroken(requirement);
  }
}
