package io.platen.device.link;

import io.platen.protocol.problem.Problem;

/** What the enrolment host says about a device that gets no answer elsewhere. PLT-TLS-034. */
public sealed interface CutOffReason {

  /** Calls the case that holds; a new case breaks every caller at compile time. */
  <R> R match(Cases<R> cases);

  /** One function a case. */
  interface Cases<R> {
    R cutOff(CutOff reason);

    R letIn(LetIn reason);

    R unknown(Unknown reason);
  }

  /** The server does not work with this device, or not with this certificate. */
  record CutOff(Problem problem) implements CutOffReason {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cutOff(this);
    }
  }

  /** The server would let it in: something on the way keeps them apart. */
  record LetIn() implements CutOffReason {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.letIn(this);
    }
  }

  /** The enrolment host gave no answer that can be used. */
  record Unknown(LinkFailure why) implements CutOffReason {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unknown(this);
    }
  }
}
