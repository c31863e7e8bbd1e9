package io.platen.device.sync;

import io.platen.device.link.LinkFailure;
import io.platen.device.link.Tried;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.sync.SyncDocument;
import java.time.Duration;
import java.util.Optional;

/** What asking a download host gave. */
public sealed interface SyncOutcome extends Tried {

  /** Calls the case that holds; a new case breaks every caller at compile time. */
  <R> R match(Cases<R> cases);

  /** One function a case. */
  interface Cases<R> {
    R changed(Changed outcome);

    R unchanged(Unchanged outcome);

    R cutOff(CutOff outcome);

    R invalid(Invalid outcome);

    R failed(Failed outcome);
  }

  /** There is a new document; it holds from now on. */
  record Changed(SyncDocument document) implements SyncOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.changed(this);
    }
  }

  /** What the device has is what holds. */
  record Unchanged() implements SyncOutcome {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.unchanged(this);
    }
  }

  /** The server does not work with this device now. */
  record CutOff(Problem problem) implements SyncOutcome {
    @Override
    public boolean isDisabling() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cutOff(this);
    }
  }

  /** [PLT-SYN-012] The new document breaks the protocol: the one before holds on. */
  record Invalid(String reason) implements SyncOutcome {
    @Override
    public boolean isDisabling() {
      return true;
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.invalid(this);
    }
  }

  /** No host answered as it should: the document before holds on. */
  record Failed(LinkFailure why, Optional<Duration> wish) implements SyncOutcome {
    @Override
    public Optional<LinkFailure> failure() {
      return Optional.of(why);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.failed(this);
    }
  }
}
