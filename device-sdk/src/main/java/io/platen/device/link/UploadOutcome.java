package io.platen.device.link;

import io.platen.protocol.problem.Problem;
import io.platen.protocol.report.Receipt;
import java.time.Duration;
import java.util.Optional;

/** What became of sending one report. PLT-LNK-020. */
public sealed interface UploadOutcome extends Tried {

  /** Calls the case that holds; a new case breaks every caller at compile time. */
  <R> R match(Cases<R> cases);

  /** One function a case. */
  interface Cases<R> {
    R acknowledged(Acknowledged outcome);

    R refused(Refused outcome);

    R baseUnknown(BaseUnknown outcome);

    R cutOff(CutOff outcome);

    R retryLater(RetryLater outcome);
  }

  /** It is durable at the server. */
  record Acknowledged(Receipt receipt) implements UploadOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.acknowledged(this);
    }
  }

  /** The server will never take it: sending it again is of no use. */
  record Refused(int status, Problem problem) implements UploadOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.refused(this);
    }
  }

  /** The server lacks what the delta builds on: it wants a full report. */
  record BaseUnknown() implements UploadOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.baseUnknown(this);
    }
  }

  /** The server does not work with this device now: its record is not active, or not there. */
  record CutOff(Problem problem) implements UploadOutcome {
    @Override
    public boolean isDisabling() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cutOff(this);
    }
  }

  /**
   * It did not arrive, or nobody knows; the same again is safe.
   *
   * @param why no answer can be used
   * @param wish how long the server asks to wait; empty where the device's own back-off holds
   */
  record RetryLater(LinkFailure why, Optional<Duration> wish) implements UploadOutcome {
    @Override
    public Optional<LinkFailure> failure() {
      return Optional.of(why);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.retryLater(this);
    }
  }
}
