package io.platen.device.report;

import io.platen.device.link.DeviceClock;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.sync.Policy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
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
  private static final Logger LOG = System.getLogger(Outbox.class.getName());
  private static final String EPOCH = "epoch";
  private static final String SEQUENCE = "sequence";
  private static final String ACKNOWLEDGED = "acknowledged";
  private static final String CAPTURED = "captured";
  private static final String GONE = "gone";
  private static final String BYTES = "bytes";
  private static final String LOST = "lost";
  private static final String FULL_AT = "full-at";
  private static final String MASKS = "masks";
  private static final String SHOWN = "shown";
  private static final String SHOWN_SEQUENCE = "shown-sequence";

  private final DeviceStore store;
  private final UUID device;
  private final UUID epoch;
  private final Instant built;
  private final Seals seals;

  /** For a device whose clock is known to be set by {@link DeviceClock#BUILT}. */
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
    this.built = built;
    Optional<String> known = text(EPOCH);
    if (known.isEmpty()) {
      store.change(writer -> writer.put(EPOCH, newEpoch.toString()));
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
    return store.sequences().size();
  }

  /** The sequence that the next report gets; one that was sent is never given again. */
  synchronized long nextSequence() throws StoreException {
    return number(SEQUENCE) + 1;
  }

  /** Whether the last full report is so old, or of a time that a wrong clock showed. */
  synchronized boolean isFullDue(Instant now, Duration every) throws StoreException {
    Optional<Instant> last = text(FULL_AT).map(Instant::parse);
    return last.isEmpty() || last.get().isAfter(now) || last.get().isBefore(now.minus(every));
  }

  /** What the reports up to now have told; empty before the first. */
  synchronized Optional<FleetState> captured() throws StoreException {
    return state(CAPTURED);
  }

  /** Losses that no report has told yet. */
  synchronized List<Lost> lost() throws StoreException {
    return text(LOST).map(LostRanges::parse).orElse(List.of());
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
    FleetState captured = captured().orElse(FleetState.EMPTY);
    long bytes = number(BYTES);
    for (Report report : reports) {
      Queued queued = new Queued(report.sequence(), seals.entry(report));
      added.add(queued);
      bytes += queued.entry().size();
      captured = captured.after(report);
    }
    // [PLT-RPT-024] Oldest telemetry goes first; what was just captured stays.
    List<Queued> dropped = new ArrayList<>();
    FleetState gone = goneState();
    for (long sequence : store.sequences()) {
      Queued oldest = new Queued(sequence, entry(sequence));
      if (!isOver(oldest.entry(), bytes, limits, now)) {
        break;
      }
      bytes -= oldest.entry().size();
      gone = after(gone, oldest.entry());
      dropped.add(oldest);
    }
    List<Lost> losses = LostRanges.of(dropped, "outbox-full");
    write(added, dropped, captured, gone, bytes, losses, shown(reports), now);
    return losses;
  }

  /** Nobody at the device can read a sealed one, so no state can be made with it. */
  private static FleetState after(FleetState state, Entry entry) {
    return entry.isSealed() ? FleetState.EMPTY : state.after(entry.report());
  }

  private boolean isOver(Entry oldest, long bytes, Policy.Limits limits, Instant now) {
    return bytes > limits.outboxBytes() || isOlder(oldest.created(), limits.outboxAge(), now);
  }

  /** Nobody knows how old a report is that was made while the clock was not set, once it is. */
  private boolean isOlder(Instant created, Duration age, Instant now) {
    boolean comparable = created.isBefore(built) == now.isBefore(built);
    return comparable && created.plus(age).isBefore(now);
  }

  private void write(
      List<Queued> added,
      List<Queued> dropped,
      FleetState captured,
      FleetState gone,
      long bytes,
      List<Lost> losses,
      Optional<byte[]> shown,
      Instant now)
      throws StoreException {
    long last = added.get(added.size() - 1).sequence();
    boolean full = added.get(0).entry().base().isEmpty();
    store.change(
        writer -> {
          added.forEach(each -> writer.putReport(each.sequence(), each.entry().bytes()));
          dropped.forEach(each -> writer.removeReport(each.sequence()));
          writer.put(SEQUENCE, Long.toString(last));
          writer.put(CAPTURED, packed(captured, last));
          writer.put(GONE, packed(gone, last));
          writer.put(BYTES, Long.toString(bytes));
          writer.put(LOST, LostRanges.text(losses));
          if (full) {
            writer.put(FULL_AT, now.toString());
          }
          if (shown.isPresent()) {
            writer.put(SHOWN, shown.get());
            writer.put(SHOWN_SEQUENCE, Long.toString(last));
          }
        });
  }

  /**
   * The oldest report, made full where its base is not what the server has; empty where none waits,
   * or where what waited was of no use any more.
   */
  public synchronized Optional<Waiting> head(Policy.Limits limits) throws StoreException {
    OptionalLong first = store.firstSequence();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    long sequence = first.getAsLong();
    Entry entry = entry(sequence);
    boolean onAcknowledged =
        entry.base().isEmpty() || entry.base().getAsLong() == number(ACKNOWLEDGED);
    if (onAcknowledged) {
      return Optional.of(new Waiting(epoch, sequence, entry, shown(sequence)));
    }
    if (entry.isSealed()) {
      dropUpToFull();
      return head(limits);
    }
    // [PLT-RPT-014] The server lacks the base and has stored nothing under this sequence.
    Report full = FullInstead.of(entry.report(), goneState());
    if (!FullInstead.fits(full, limits)) {
      beginAnew();
      return Optional.empty();
    }
    Entry ready = replace(sequence, entry, Entry.of(full));
    return Optional.of(new Waiting(epoch, sequence, ready, Optional.empty()));
  }

  /** [PLT-SEA-002] Deltas that only the server can read, and whose base it lacks. */
  private void dropUpToFull() throws StoreException {
    List<Queued> dropped = new ArrayList<>();
    long bytes = number(BYTES);
    boolean full = false;
    for (Queued each : waiting()) {
      full = each.entry().base().isEmpty();
      if (full) {
        break;
      }
      dropped.add(each);
      bytes -= each.entry().size();
    }
    List<Lost> losses = new ArrayList<>(lost());
    losses.addAll(LostRanges.of(dropped, "base-unknown"));
    String left = Long.toString(bytes);
    boolean another = full;
    LOG.log(
        Level.WARNING,
        "The server lacks the base of {0} waiting reports; they are dropped, and a full one follows",
        dropped.size());
    store.change(
        writer -> {
          dropped.forEach(each -> writer.removeReport(each.sequence()));
          writer.put(BYTES, left);
          writer.put(LOST, LostRanges.text(losses));
          if (!another) {
            writer.remove(FULL_AT);
          }
        });
  }

  /** Whether reports wait that this device cannot read. */
  synchronized boolean sealsWhatWaits() throws StoreException {
    return seals.areOn() && size() > 0;
  }

  /** Whether nothing waits because of a base that the server lacks: all is to be told in full. */
  public synchronized boolean hasBegunAnew() throws StoreException {
    return size() == 0 && captured().isPresent() && store.find(FULL_AT).isEmpty();
  }

  /** [PLT-SEA-003] Seals what was stored before there was a key to seal for. */
  public synchronized void sealWaiting() throws StoreException {
    if (!seals.areOn()) {
      return;
    }
    for (Queued each : waiting()) {
      if (!each.entry().isSealed()) {
        replace(each.sequence(), each.entry(), seals.entry(each.entry().report()));
      }
    }
  }

  /** [PLT-PRV-003] [PLT-SEA-005] The newest report, under the device's own key, to be shown. */
  private Optional<byte[]> shown(List<Report> reports) {
    return seals.areOn()
        ? Optional.of(Entry.of(reports.get(reports.size() - 1)).body())
        : Optional.empty();
  }

  private Optional<byte[]> shown(long sequence) throws StoreException {
    return number(SHOWN_SEQUENCE) == sequence ? store.find(SHOWN) : Optional.empty();
  }

  /** Drops all that waits; the next cycle tells of the loss, and of all printers in full. */
  private void beginAnew() throws StoreException {
    List<Queued> dropped = waiting();
    LOG.log(
        Level.WARNING,
        "The server lacks the base of what waits, and one full report cannot hold the fleet:"
            + " {0} waiting reports are dropped, the next cycle reports all printers in full",
        dropped.size());
    drop(dropped, LostRanges.of(dropped, "base-unknown"), writer -> {});
  }

  /**
   * [PLT-SYN-030] What was read under other masks may tell what these hide: then all that waits is
   * dropped, and what is known of printers is forgotten. The next report tells all in full.
   *
   * @return what was dropped
   */
  synchronized List<Lost> obey(MasksInForce masks) throws StoreException {
    MasksInForce before = text(MASKS).map(MasksInForce::parse).orElse(MasksInForce.NONE);
    if (masks.equals(before)) {
      return List.of();
    }
    if (!masks.hideMoreThan(before)) {
      store.change(writer -> writer.put(MASKS, masks.text()));
      return List.of();
    }
    List<Queued> dropped = waiting();
    List<Lost> losses = LostRanges.of(dropped, "masked");
    drop(
        dropped,
        losses,
        writer -> {
          writer.remove(CAPTURED);
          writer.remove(GONE);
          writer.put(MASKS, masks.text());
        });
    return losses;
  }

  /** Whether what is known was read under these masks. */
  synchronized boolean obeys(MasksInForce masks) throws StoreException {
    return masks.equals(text(MASKS).map(MasksInForce::parse).orElse(MasksInForce.NONE));
  }

  private List<Queued> waiting() throws StoreException {
    List<Queued> waiting = new ArrayList<>();
    for (long sequence : store.sequences()) {
      waiting.add(new Queued(sequence, entry(sequence)));
    }
    return waiting;
  }

  private void drop(List<Queued> dropped, List<Lost> more, DeviceStore.Change also)
      throws StoreException {
    List<Lost> losses = new ArrayList<>(lost());
    losses.addAll(more);
    store.change(
        writer -> {
          dropped.forEach(each -> writer.removeReport(each.sequence()));
          writer.put(BYTES, "0");
          writer.put(LOST, LostRanges.text(losses));
          writer.remove(FULL_AT);
          also.apply(writer);
        });
  }

  private Entry replace(long sequence, Entry delta, Entry entry) throws StoreException {
    long bytes = number(BYTES) - delta.size() + entry.size();
    store.change(
        writer -> {
          writer.putReport(sequence, entry.bytes());
          writer.put(BYTES, Long.toString(bytes));
        });
    return entry;
  }

  /** The server has it: it leaves, and is what the next delta may build on. */
  public synchronized void acknowledged(long sequence) throws StoreException {
    if (store.findReport(sequence).isPresent()) { // dropped meanwhile, for want of room
      leave(sequence, List.of(), true);
    }
  }

  /** The server refused it for good: it leaves, and the next report tells that it is missing. */
  public synchronized void refused(long sequence) throws StoreException {
    if (store.findReport(sequence).isEmpty()) {
      return;
    }
    List<Lost> losses = new ArrayList<>(lost());
    losses.addAll(entry(sequence).lost());
    losses.add(new Lost(sequence, sequence, "refused"));
    leave(sequence, losses, false);
  }

  /**
   * The server does not know the base of this delta: it will be sent as a full report.
   *
   * @return false where it is a full one already
   */
  public synchronized boolean baseUnknown(long sequence) throws StoreException {
    if (store.findReport(sequence).isEmpty()) {
      return true;
    }
    if (entry(sequence).base().isEmpty()) {
      return false;
    }
    store.change(writer -> writer.put(ACKNOWLEDGED, "0"));
    return true;
  }

  private void leave(long sequence, List<Lost> losses, boolean acknowledged) throws StoreException {
    Entry entry = entry(sequence);
    byte[] gone = packed(after(goneState(), entry), sequence);
    long bytes = number(BYTES) - entry.size();
    store.change(
        writer -> {
          writer.removeReport(sequence);
          writer.put(GONE, gone);
          writer.put(BYTES, Long.toString(bytes));
          if (acknowledged) {
            writer.put(ACKNOWLEDGED, Long.toString(sequence));
          } else {
            writer.put(LOST, LostRanges.text(losses));
          }
        });
  }

  private Entry entry(long sequence) throws StoreException {
    return Entry.parse(
        store
            .findReport(sequence)
            .orElseThrow(() -> new IllegalStateException("No report " + sequence + " waits")));
  }

  private FleetState goneState() throws StoreException {
    return state(GONE).orElse(FleetState.EMPTY);
  }

  private Optional<FleetState> state(String name) throws StoreException {
    return store.find(name).map(bytes -> FleetState.EMPTY.after(Entry.parse(bytes).report()));
  }

  /** A state is kept as the full report that would tell it. */
  private byte[] packed(FleetState state, long sequence) {
    return Entry.of(
            new Report(
                device,
                epoch,
                sequence,
                Report.Kind.FULL,
                null,
                Instant.EPOCH,
                Report.ClockQuality.UNSET,
                null,
                List.of(),
                List.copyOf(state.printers().values()),
                List.of()))
        .bytes();
  }

  private long number(String name) throws StoreException {
    return text(name).map(Long::parseLong).orElse(0L);
  }

  private Optional<String> text(String name) throws StoreException {
    return store.find(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** A report in its place. */
  record Queued(long sequence, Entry entry) {}
}
