package io.platen.device.report;

import io.platen.device.link.DeviceClock;
import io.platen.device.report.Queue.Queued;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The reports that wait to be sent, durable and in order. Nothing is sent that does not lie here,
 * and it leaves when the server has said that it is durable there. Several threads may use it: who
 * needs two of its answers to fit together holds its lock.
 *
 * <p>Reports are sent in the order of their sequence, one at a time, and a delta builds on the
 * report before it: when its turn comes, that one has been acknowledged. Where it has not (it was
 * refused, or dropped for want of room, or the server answers base-unknown), the delta is made into
 * a full report with the same sequence just before it is sent. For that the outbox keeps the state
 * after the last report that left it ({@code gone}), and beside it the state after the newest
 * report ({@code captured}), which the next difference is made against. PLT-RPT-012.
 *
 * <p>A full report in place of a delta has one sequence only and cannot be split. Where the fleet
 * is too large for one, all that waits is dropped and told as lost, and the next cycle makes full
 * reports anew, split as the limits ask. No state is lost by that, only how it came about.
 *
 * <p>From the first sealing key on, a report that waits is an envelope that the server alone can
 * open (PLT-SEA-002). So a delta whose base the server lacks cannot be made full: it is dropped,
 * and told as lost. What the device must read itself is encrypted under its own key.
 */
public final class Outbox {
  private final DeviceStore store;
  private final UUID device;
  private final UUID epoch;
  private final Seals seals;
  private final Ledger ledger;
  private final Queue queue;
  private final Room room;
  private final Shown shown;
  private final ToldPrinters captured;
  private final ToldPrinters gone;
  private final Leaving leaving;

  /** For a device that runs what was built at {@link DeviceClock#BUILT}. */
  public Outbox(DeviceStore store, UUID device, UUID newEpoch) throws StoreException {
    this(store, device, newEpoch, DeviceClock.BUILT);
  }

  /**
   * @param newEpoch used at the first start only: it changes when the device is installed anew
   * @param built when what runs here was built: a clock that shows less was never set
   */
  public Outbox(DeviceStore store, UUID device, UUID newEpoch, Instant built)
      throws StoreException {
    this(store, device, newEpoch, built, Seals.none(store));
  }

  /**
   * @param seals what comes in from its first sealing key on
   */
  public Outbox(DeviceStore store, UUID device, UUID newEpoch, Instant built, Seals seals)
      throws StoreException {
    this.seals = seals;
    this.store = store;
    this.device = device;
    this.ledger = new Ledger(store);
    this.queue = new Queue(store);
    this.room = new Room(built);
    this.shown = new Shown(store);
    this.captured = new ToldPrinters(store, "captured");
    this.gone = new ToldPrinters(store, "gone");
    this.leaving = new Leaving(store, ledger, queue, gone);
    Optional<String> known = ledger.text(Ledger.EPOCH);
    if (known.isEmpty()) {
      store.change(writer -> writer.put(Ledger.EPOCH, newEpoch.toString()));
    }
    this.epoch = known.map(UUID::fromString).orElse(newEpoch);
  }

  public UUID device() {
    return device;
  }

  public UUID epoch() {
    return epoch;
  }

  /** How many reports wait. */
  public synchronized int size() throws StoreException {
    return queue.size();
  }

  /** The sequence that the next report gets; one that was sent is never given again. */
  synchronized long nextSequence() throws StoreException {
    return ledger.number(Ledger.SEQUENCE) + 1;
  }

  /** Whether the last full report is so old. */
  synchronized boolean isFullDue(Instant now, Duration every) throws StoreException {
    return ledger.isFullDue(now, every);
  }

  /** What the reports up to now have told of all printers; empty before the first. */
  synchronized Optional<FleetState> captured() throws StoreException {
    return captured.isThere() ? Optional.of(captured.all()) : Optional.empty();
  }

  /** What they have told of one printer. */
  synchronized Optional<PrinterReport> captured(String key) throws StoreException {
    return captured.find(key);
  }

  /** Of how many printers they have told; empty before the first. */
  synchronized Optional<Integer> printers() throws StoreException {
    return captured.isThere() ? Optional.of(captured.count()) : Optional.empty();
  }

  /** Losses that no report has told yet. */
  synchronized List<Lost> lost() throws StoreException {
    return ledger.lost();
  }

  /**
   * Adds reports that were made together, and drops the oldest where limits demand it. Durable when
   * it returns.
   *
   * @param reports with rising sequences from {@link #nextSequence}; the first tells all of {@link
   *     #lost}
   * @return what was dropped
   */
  synchronized List<Lost> add(List<Report> reports, Policy.Limits limits, Instant now)
      throws StoreException {
    List<Queued> added = new ArrayList<>();
    ToldPrinters.Change told = captured.change();
    for (Report report : reports) {
      added.add(new Queued(report.sequence(), seals.entry(report)));
      told.after(report);
    }
    long bytes = ledger.number(Ledger.BYTES) + Room.bytes(added);
    List<Queued> dropped = room.over(queue, bytes, limits, now);
    List<Lost> losses = LostRanges.of(dropped, "outbox-full");
    long last = reports.get(reports.size() - 1).sequence();
    boolean full = reports.get(0).base() == null;
    ToldPrinters.Written toldNow = told.prepared();
    ToldPrinters.Written goneNow = leaving.goneAfter(dropped);
    Optional<byte[]> newest = seals.areOn() ? Optional.of(Shown.of(reports)) : Optional.empty();
    store.change(
        writer -> {
          added.forEach(each -> writer.putReport(each.sequence(), each.entry().bytes()));
          dropped.forEach(each -> writer.removeReport(each.sequence()));
          writer.put(Ledger.SEQUENCE, Long.toString(last));
          toldNow.to(writer);
          goneNow.to(writer);
          writer.put(Ledger.BYTES, Long.toString(bytes - Room.bytes(dropped)));
          writer.put(Ledger.LOST, LostRanges.text(losses));
          if (full) {
            writer.put(Ledger.FULL_AT, now.toString());
          }
          newest.ifPresent(packed -> Shown.put(writer, last, packed));
        });
    return losses;
  }

  /**
   * The oldest report, made full where its base is not what the server has; empty where none waits,
   * or where what waited was of no use any more.
   */
  public synchronized Optional<Waiting> head(Policy.Limits limits) throws StoreException {
    OptionalLong first = queue.first();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    long sequence = first.getAsLong();
    Entry entry = queue.entry(sequence);
    boolean onAcknowledged =
        entry.base().isEmpty() || entry.base().getAsLong() == ledger.number(Ledger.ACKNOWLEDGED);
    if (onAcknowledged) {
      return Optional.of(new Waiting(epoch, sequence, entry, shown.find(sequence)));
    }
    if (entry.isSealed()) {
      leaving.dropUpToFull();
      return head(limits);
    }
    // [PLT-RPT-014] The server lacks the base and has stored nothing under this sequence.
    Report full = FullInstead.of(entry.report(), gone.all());
    if (!FullInstead.fits(full, limits)) {
      leaving.beginAnew();
      return Optional.empty();
    }
    Entry ready = replace(sequence, entry, Entry.of(full));
    return Optional.of(new Waiting(epoch, sequence, ready, Optional.empty()));
  }

  /** Whether reports wait that this device cannot read. */
  synchronized boolean sealsWhatWaits() throws StoreException {
    return seals.areOn() && size() > 0;
  }

  /** Whether nothing waits because of a base that the server lacks: all is to be told in full. */
  public synchronized boolean hasBegunAnew() throws StoreException {
    return size() == 0 && captured.isThere() && !ledger.hasToldInFull();
  }

  /** [PLT-SEA-003] Seals what was stored before there was a key to seal for. */
  public synchronized void sealWaiting() throws StoreException {
    if (!seals.areOn()) {
      return;
    }
    for (Queued each : queue.all()) {
      if (!each.entry().isSealed()) {
        replace(each.sequence(), each.entry(), seals.entry(each.entry().report()));
      }
    }
  }

  /**
   * [PLT-SYN-030] What was read under other masks may tell what these hide: then all that waits is
   * dropped, and what is known of printers is forgotten. The next report tells all in full.
   *
   * @return what was dropped
   */
  synchronized List<Lost> obey(MasksInForce masks) throws StoreException {
    MasksInForce before = ledger.masks();
    if (masks.equals(before)) {
      return List.of();
    }
    if (!masks.hideMoreThan(before)) {
      store.change(writer -> writer.put(Ledger.MASKS, masks.text()));
      return List.of();
    }
    ToldPrinters.Written nothingTold = captured.nothing();
    ToldPrinters.Written nothingGone = gone.nothing();
    return leaving.drop(
        queue.all(),
        "masked",
        writer -> {
          nothingTold.to(writer);
          nothingGone.to(writer);
          writer.remove(Ledger.FULL_AT);
          writer.put(Ledger.MASKS, masks.text());
        });
  }

  /** Whether what is known was read under these masks. */
  synchronized boolean obeys(MasksInForce masks) throws StoreException {
    return masks.equals(ledger.masks());
  }

  private Entry replace(long sequence, Entry before, Entry entry) throws StoreException {
    long bytes = ledger.number(Ledger.BYTES) - before.size() + entry.size();
    store.change(
        writer -> {
          writer.putReport(sequence, entry.bytes());
          writer.put(Ledger.BYTES, Long.toString(bytes));
        });
    return entry;
  }

  /** The server has it: it leaves, and is what the next delta may build on. */
  public synchronized void acknowledged(long sequence) throws StoreException {
    if (queue.has(sequence)) { // else dropped meanwhile, for want of room
      leaving.leave(sequence, writer -> writer.put(Ledger.ACKNOWLEDGED, Long.toString(sequence)));
    }
  }

  /** The server refused it for good: it leaves, and the next report tells that it is missing. */
  public synchronized void refused(long sequence) throws StoreException {
    if (!queue.has(sequence)) {
      return;
    }
    List<Lost> losses = new ArrayList<>(ledger.lost());
    losses.addAll(queue.entry(sequence).lost());
    losses.add(new Lost(sequence, sequence, "refused"));
    leaving.leave(sequence, writer -> writer.put(Ledger.LOST, LostRanges.text(losses)));
  }

  /**
   * The server does not know the base of this delta: it will be sent as a full report.
   *
   * @return false where it is a full one already
   */
  public synchronized boolean baseUnknown(long sequence) throws StoreException {
    if (!queue.has(sequence)) {
      return true;
    }
    if (queue.entry(sequence).base().isEmpty()) {
      return false;
    }
    store.change(writer -> writer.put(Ledger.ACKNOWLEDGED, "0"));
    return true;
  }
}
