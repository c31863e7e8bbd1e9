package io.platen.device.report;

import io.platen.device.report.Queue.Queued;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.report.Report.Lost;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * How reports leave the outbox: one that the server has dealt with, or those that are of no use.
 */
final class Leaving {
  private static final Logger LOG = System.getLogger(Leaving.class.getName());

  private final DeviceStore store;
  private final Ledger ledger;
  private final Queue queue;
  private final ToldPrinters gone;

  /**
   * @param gone what the reports that have left have told
   */
  Leaving(DeviceStore store, Ledger ledger, Queue queue, ToldPrinters gone) {
    this.store = store;
    this.ledger = ledger;
    this.queue = queue;
    this.gone = gone;
  }

  /** What the reports that have left have told, once these have too. */
  ToldPrinters.Written goneAfter(List<Queued> leaving) throws StoreException {
    ToldPrinters.Change after = gone.change();
    for (Queued each : leaving) {
      if (each.entry().isSealed()) {
        after.forget(); // nobody at the device can read it, so no state can be made with it
      } else {
        after.after(each.entry().report());
      }
    }
    return after.prepared();
  }

  /**
   * The server has dealt with one.
   *
   * @param also what that changes
   */
  void leave(long sequence, DeviceStore.Change also) throws StoreException {
    Entry entry = queue.entry(sequence);
    ToldPrinters.Written after = goneAfter(List.of(new Queued(sequence, entry)));
    long bytes = ledger.number(Ledger.BYTES) - entry.size();
    store.change(
        writer -> {
          writer.removeReport(sequence);
          after.to(writer);
          writer.put(Ledger.BYTES, Long.toString(bytes));
          also.apply(writer);
        });
  }

  /**
   * These are of no use; the next report tells that they are missing.
   *
   * @param why a token of the registry
   * @param also what else changes
   */
  List<Lost> drop(List<Queued> dropped, String why, DeviceStore.Change also) throws StoreException {
    List<Lost> more = LostRanges.of(dropped, why);
    List<Lost> losses = new ArrayList<>(ledger.lost());
    losses.addAll(more);
    long left = ledger.number(Ledger.BYTES) - Room.bytes(dropped);
    store.change(
        writer -> {
          dropped.forEach(each -> writer.removeReport(each.sequence()));
          writer.put(Ledger.BYTES, Long.toString(left));
          writer.put(Ledger.LOST, LostRanges.text(losses));
          also.apply(writer);
        });
    return more;
  }

  /** [PLT-SEA-002] Deltas that only the server can read, and whose base it lacks. */
  void dropUpToFull() throws StoreException {
    List<Queued> dropped = new ArrayList<>();
    boolean another = false;
    for (Queued each : queue.all()) {
      another = each.entry().base().isEmpty();
      if (another) {
        break;
      }
      dropped.add(each);
    }
    LOG.log(
        Level.WARNING,
        "The server lacks the base of {0} waiting reports; they are dropped, and a full one"
            + " follows",
        dropped.size());
    drop(dropped, "base-unknown", another ? writer -> {} : writer -> writer.remove(Ledger.FULL_AT));
  }

  /** Drops all that waits; the next cycle tells of the loss, and of all printers in full. */
  void beginAnew() throws StoreException {
    List<Queued> dropped = queue.all();
    LOG.log(
        Level.WARNING,
        "The server lacks the base of what waits, and one full report cannot hold the fleet:"
            + " {0} waiting reports are dropped, the next cycle reports all printers in full",
        dropped.size());
    drop(dropped, "base-unknown", writer -> writer.remove(Ledger.FULL_AT));
  }
}
