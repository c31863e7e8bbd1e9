package io.platen.device.report;

import io.platen.device.link.Attempts;
import io.platen.device.link.Rest;
import io.platen.device.link.UploadOutcome;
import io.platen.device.link.Uploads;
import io.platen.device.store.StoreException;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.sync.Policy;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Sends what waits in the outbox, the oldest first, until it is empty or must wait. */
public final class Uploader {
  private final Outbox outbox;
  private final Uploads uploads;
  private final Attempts attempts;
  private final LastSent lastSent;
  private final InstantSource clock;
  private final Listener listener;
  private final Rest<UploadOutcome> rest = new Rest<>();
  private final ReentrantLock sending = new ReentrantLock(true);

  public Uploader(
      Outbox outbox,
      Uploads uploads,
      Attempts attempts,
      LastSent lastSent,
      InstantSource clock,
      Listener listener) {
    this.outbox = outbox;
    this.uploads = uploads;
    this.attempts = attempts;
    this.lastSent = lastSent;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Sends all that waits. One at a time [PLT-RPT-002]: who comes while another sends waits for it.
   *
   * @return why it stopped: empty where nothing waits any more
   */
  public Optional<UploadOutcome> drain(Policy.Limits limits)
      throws InterruptedException, StoreException {
    sending.lockInterruptibly();
    try {
      return drainAlone(limits);
    } finally {
      sending.unlock();
    }
  }

  private Optional<UploadOutcome> drainAlone(Policy.Limits limits)
      throws InterruptedException, StoreException {
    for (Optional<Waiting> head = outbox.head(limits);
        head.isPresent();
        head = outbox.head(limits)) {
      Optional<UploadOutcome> asked = resting();
      if (asked.isPresent()) {
        return asked;
      }
      UploadOutcome outcome = send(head.get());
      rest.answered(outcome, clock.instant());
      if (!settle(head.get(), outcome)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /** [PLT-LNK-013] A server has asked to wait, and the time is not over. */
  private Optional<UploadOutcome> resting() {
    Instant now = clock.instant();
    return rest.standing(now)
        .map(UploadOutcome::failure)
        .flatMap(why -> why)
        .map(why -> new UploadOutcome.RetryLater(why, Optional.of(rest.left(now))));
  }

  /** Which hosts are asked before those of the configuration. */
  public void adopt(List<URI> named) {
    attempts.adopt(named);
  }

  /** When to try again what could not be sent; empty where that is the next cycle. */
  public Optional<Instant> again(UploadOutcome.RetryLater failed) {
    return attempts.again(failed);
  }

  private UploadOutcome send(Waiting report) throws InterruptedException {
    Receipt expected = new Receipt(outbox.device(), report.epoch(), report.sequence());
    return attempts.make(host -> send(host, report, expected));
  }

  private UploadOutcome send(URI host, Waiting report, Receipt expected) {
    Instant now = clock.instant();
    lastSent.sending(report, host, now);
    UploadOutcome outcome = uploads.send(host, expected, report.body(), report.isSealed(), now);
    lastSent.answered(report, host, now, outcome);
    return outcome;
  }

  /** Whether the next one may follow at once. */
  private boolean settle(Waiting report, UploadOutcome outcome) throws StoreException {
    if (outcome instanceof UploadOutcome.Acknowledged) {
      outbox.acknowledged(report.sequence());
      listener.uploaded(report.sequence());
      return true;
    }
    if (outcome instanceof UploadOutcome.Refused refused) {
      outbox.refused(report.sequence());
      listener.refused(report.sequence(), refused.problem());
      return true;
    }
    // [PLT-RPT-014] A full report has no base: a server that misses one then is at fault.
    return outcome instanceof UploadOutcome.BaseUnknown && outbox.baseUnknown(report.sequence());
  }

  /** Hears what became of reports. */
  public interface Listener {
    void uploaded(long sequence);

    void refused(long sequence, Problem problem);
  }
}
