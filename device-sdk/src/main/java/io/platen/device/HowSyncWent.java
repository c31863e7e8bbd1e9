package io.platen.device;

import io.platen.device.link.CutOffReason;
import io.platen.device.link.DiagnosisHost;
import io.platen.device.link.LinkFailure;
import io.platen.device.sync.Sync;
import io.platen.device.sync.SyncOutcome;
import java.net.URI;
import java.util.Optional;

/** Tells the listener what came of a sync, and says whether the cycle goes on. */
final class HowSyncWent implements SyncOutcome.Cases<Boolean> {
  private final Sync sync;
  private final Optional<DiagnosisHost> diagnosis;
  private final Renewal renewal;
  private final OwnUpdates updates;
  private final DeviceListener listener;

  HowSyncWent(
      Sync sync,
      Optional<DiagnosisHost> diagnosis,
      Renewal renewal,
      OwnUpdates updates,
      DeviceListener listener) {
    this.sync = sync;
    this.diagnosis = diagnosis;
    this.renewal = renewal;
    this.updates = updates;
    this.listener = listener;
  }

  @Override
  public Boolean changed(SyncOutcome.Changed outcome) {
    renewal.letIn();
    listener.synced(true, outcome.document().entries().size());
    return true;
  }

  @Override
  public Boolean unchanged(SyncOutcome.Unchanged outcome) {
    renewal.letIn();
    listener.synced(false, sync.entries().size());
    return true;
  }

  @Override
  public Boolean cutOff(SyncOutcome.CutOff outcome) {
    listener.cutOff(outcome.problem());
    return false;
  }

  @Override
  public Boolean invalid(SyncOutcome.Invalid outcome) {
    listener.syncRefused(outcome.reason());
    listener.problem(
        "The server's sync document is refused, the one before holds on: " + outcome.reason());
    return true;
  }

  @Override
  public Boolean failed(SyncOutcome.Failed outcome) {
    LinkFailure why = outcome.why();
    updates.notReached(why);
    // [PLT-TLS-032] A host that ends TLS gives no reason; the enrolment host may know it.
    boolean asks = diagnosis.isPresent() && why.isLikeRefusal();
    return asks
        ? diagnosis.get().ask().match(new WhyItIsCutOff(why, diagnosis.get().host()))
        : goOn(why, "");
  }

  private boolean goOn(LinkFailure why, String diagnosed) {
    listener.problem("Sync failed: " + why.message() + diagnosed);
    return true;
  }

  /** Tells the listener, and whether the cycle goes on. */
  private final class WhyItIsCutOff implements CutOffReason.Cases<Boolean> {
    private final LinkFailure why;
    private final URI asked;

    WhyItIsCutOff(LinkFailure why, URI asked) {
      this.why = why;
      this.asked = asked;
    }

    /** [PLT-TLS-033] As if a download host had said so. */
    @Override
    public Boolean cutOff(CutOffReason.CutOff reason) {
      listener.cutOff(reason.problem());
      return false;
    }

    @Override
    public Boolean letIn(CutOffReason.LetIn reason) {
      return goOn(
          why,
          " By " + asked + " the server would let this device in: look for what is between them.");
    }

    @Override
    public Boolean unknown(CutOffReason.Unknown reason) {
      return goOn(why, " No reason is known: " + reason.why().message());
    }
  }
}
