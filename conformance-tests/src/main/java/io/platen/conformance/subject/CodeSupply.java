package io.platen.conformance.subject;

import io.platen.protocol.enrolment.ActivationCode;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Activation codes that nobody has used; each is given to one test. */
public final class CodeSupply {
  private final Queue<ActivationCode> left;

  public CodeSupply(List<ActivationCode> codes) {
    this.left = new ConcurrentLinkedQueue<>(codes);
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  /**
   * @throws Unmet where none is left
   */
  ActivationCode take() {
    ActivationCode next = left.poll();
    if (next == null) {
      throw new Unmet(
          "The configuration names no more unused codes in enrolment.codes; have some made");
    }
    return next;
  }
}
