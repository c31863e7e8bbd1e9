package io.platen.device.report;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.store.StoreException;
import io.platen.protocol.Limit;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.sync.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes reports of what was read: masks, compares, splits, and puts them into the outbox. */
public final class Reporter {
  /** A printer that has not answered for so long is gone. PLT-RPT-029. */
  static final Duration GONE_AFTER = Limit.SILENT_PRINTER_DAYS.duration();

  private static final Duration BACKLOG_FULL_EVERY = Duration.ofDays(1);

  private final Outbox outbox;
  private final LocalKey key;
  private final String software;
  private final ObstaclesMet obstacles;
  private final UpdateNews updates;
  private final AlertDoubts doubts = new AlertDoubts();

  /** Printers that were told of out of turn since the last round, with the time of the reading. */
  private final Map<String, Instant> outOfTurn = new HashMap<>();

  /** Of a device that has no updates of its own. */
  public Reporter(Outbox outbox, LocalKey key, String software, ObstaclesMet obstacles) {
    this(outbox, key, software, obstacles, new UpdateNews(result -> {}));
  }

  public Reporter(
      Outbox outbox, LocalKey key, String software, ObstaclesMet obstacles, UpdateNews updates) {
    this.outbox = outbox;
    this.key = key;
    this.software = software;
    this.obstacles = obstacles;
    this.updates = updates;
  }

  /**
   * Compares one round of readings with what the reports before have told, and stores the
   * difference durably. Where nothing changed nothing is stored.
   *
   * @param snapshots of all printers that were found
   * @param watched where it looked, and will look again
   * @param made when the report is made, by a clock of what quality
   */
  public Captured capture(
      List<PrinterSnapshot> snapshots, Watched watched, Policy policy, DeviceClock.Reading made)
      throws StoreException {
    synchronized (outbox) {
      return captureAlone(snapshots, watched, policy, made);
    }
  }

  private Captured captureAlone(
      List<PrinterSnapshot> snapshots, Watched watched, Policy policy, DeviceClock.Reading made)
      throws StoreException {
    List<Lost> masked = outbox.obey(MasksInForce.of(policy));
    Instant now = made.instant();
    FleetState before = outbox.captured().orElse(null);
    Map<String, PrinterReport> fleet = fleet(before, snapshots, watched, policy, made);
    outOfTurn.clear();
    boolean full = before == null || outbox.isFullDue(now, fullEvery(policy));
    FleetState known = before == null ? FleetState.EMPTY : before;
    FleetState.Difference difference = (full ? FleetState.EMPTY : known).to(fleet);
    return store(full, difference, fleet.size(), masked, policy.limits(), made);
  }

  /**
   * Compares one printer, read because somebody asked, with what the reports before have told of
   * it, and stores the difference durably.
   *
   * @return empty where the next report has to tell of all: the first, the first under other masks,
   *     or one that the server lacks the base of
   */
  public Optional<Captured> captureOne(
      PrinterSnapshot snapshot, Policy policy, DeviceClock.Reading made) throws StoreException {
    synchronized (outbox) {
      FleetState before = outbox.captured().orElse(null);
      if (before == null || outbox.hasBegunAnew() || !outbox.obeys(MasksInForce.of(policy))) {
        return Optional.empty();
      }
      Map<String, PrinterReport> fleet = new LinkedHashMap<>(before.printers());
      fleet.putAll(answered(before.printers(), List.of(snapshot), policy));
      FleetState.Difference news = before.to(fleet);
      return Optional.of(store(false, news, fleet.size(), List.of(), policy.limits(), made));
    }
  }

  /**
   * Tells what is new of the device itself, and nothing of printers; nothing where a full report is
   * due anyway.
   */
  public Captured captureOwn(Policy policy, DeviceClock.Reading made) throws StoreException {
    synchronized (outbox) {
      return captureOwnAlone(policy, made);
    }
  }

  private Captured captureOwnAlone(Policy policy, DeviceClock.Reading made) throws StoreException {
    Optional<Integer> printers = outbox.printers();
    if (printers.isEmpty() || outbox.isFullDue(made.instant(), fullEvery(policy))) {
      return new Captured(List.of(), 0, 0, List.of());
    }
    List<Lost> masked = outbox.obey(MasksInForce.of(policy));
    return store(false, FleetState.Difference.NONE, printers.get(), masked, policy.limits(), made);
  }

  private Captured store(
      boolean full,
      FleetState.Difference difference,
      int printers,
      List<Lost> masked,
      Policy.Limits limits,
      DeviceClock.Reading made)
      throws StoreException {
    Cutting.Own own =
        new Cutting.Own(outbox.lost(), obstacles.untold(), updates.untold(full).orElse(null));
    if (!full && difference.isEmpty() && own.isEmpty()) {
      return new Captured(List.of(), printers, 0, List.of());
    }
    List<Report> reports =
        new Cutting(outbox, software, limits, made).reports(full, difference, own);
    List<Lost> dropped = new ArrayList<>(masked);
    dropped.addAll(outbox.add(reports, limits, made.instant()));
    obstacles.told(own.obstacles());
    if (own.updates() != null) {
      updates.told(own.updates(), reports.get(0).sequence());
    }
    dropped.forEach(each -> updates.gone(each.first(), each.last()));
    return new Captured(
        reports.stream().map(Report::sequence).toList(),
        printers,
        difference.changed().size(),
        dropped);
  }

  /**
   * Compares what one printer complains of, read out of turn because of traps, with what was told
   * of it, and stores the difference durably. [PLT-ALR-008]
   *
   * @param traps how many
   * @return nothing where there is no news, or nothing that the policy wants at once
   */
  public OutOfTurn captureAlerts(
      PrinterSnapshot snapshot, long traps, Policy policy, DeviceClock.Reading made)
      throws StoreException {
    synchronized (outbox) {
      Optional<Integer> printers = outbox.printers();
      // The next report is a full one, or the first under other masks: a cycle makes it.
      if (printers.isEmpty() || !outbox.obeys(MasksInForce.of(policy))) {
        return OutOfTurn.none(false);
      }
      AlertNews news = news(snapshot, policy);
      PrinterReport told = news.told();
      if (told == null || !news.isWanted(policy.alerts())) {
        return OutOfTurn.none(news.isDoubtful() || told == null);
      }
      outOfTurn.put(told.key(), told.read());
      Report report = delta(told.because(Math.max(1, traps)), made);
      List<Lost> dropped = outbox.add(List.of(report), policy.limits(), made.instant());
      dropped.forEach(each -> updates.gone(each.first(), each.last()));
      Captured captured = new Captured(List.of(report.sequence()), printers.get(), 1, dropped);
      return new OutOfTurn(Optional.of(captured), news.isDoubtful());
    }
  }

  /** Nothing of a printer that no cycle has told of yet. */
  private AlertNews news(PrinterSnapshot snapshot, Policy policy) throws StoreException {
    Masks masks = new Masks(policy, key);
    Map<String, PrinterReport> known = known(snapshot, policy, masks);
    Map<String, PrinterSnapshot> keyed = keys(policy, known, masks).assign(List.of(snapshot));
    for (String printer : keyed.keySet()) {
      PrinterReport last = known.get(printer);
      if (last != null) {
        PrinterReport read =
            PrinterReport.whole(
                printer, snapshot.read(), masks.apply(snapshot.facts().orElseThrow()));
        return AlertNews.of(last, read, doubts.told(last, read));
      }
    }
    return AlertNews.NONE;
  }

  /** The one that it is by its key; all of them where none has that key, to look which it is. */
  private Map<String, PrinterReport> known(PrinterSnapshot snapshot, Policy policy, Masks masks)
      throws StoreException {
    Optional<String> own = keys(policy, Map.of(), masks).ofStranger(snapshot);
    Optional<PrinterReport> same = own.isPresent() ? outbox.captured(own.get()) : Optional.empty();
    return same.isPresent()
        ? Map.of(own.orElseThrow(), same.get())
        : outbox.captured().orElse(FleetState.EMPTY).printers();
  }

  private PrinterKeys keys(Policy policy, Map<String, PrinterReport> known, Masks masks) {
    return new PrinterKeys(key, policy.masks(), known, facts -> masks.apply(facts).identity());
  }

  private Report delta(PrinterReport printer, DeviceClock.Reading made) throws StoreException {
    long sequence = outbox.nextSequence();
    return new Report(
        outbox.device(),
        outbox.epoch(),
        sequence,
        Report.Kind.DELTA,
        sequence - 1,
        made.instant(),
        made.quality(),
        software,
        outbox.lost(),
        List.of(printer),
        List.of());
  }

  /**
   * What became of a reading out of turn.
   *
   * @param captured nothing where no report was made
   * @param doubtful whether one more reading may bring more
   */
  public record OutOfTurn(Optional<Captured> captured, boolean doubtful) {
    private static OutOfTurn none(boolean doubtful) {
      return new OutOfTurn(Optional.empty(), doubtful);
    }
  }

  /** A base that is lost takes all deltas after it along while they wait sealed: a day at most. */
  private Duration fullEvery(Policy policy) throws StoreException {
    Duration asked = policy.schedule().fullEvery();
    boolean shorter = outbox.sealsWhatWaits() && asked.compareTo(BACKLOG_FULL_EVERY) > 0;
    return shorter ? BACKLOG_FULL_EVERY : asked;
  }

  /** Those that answered, and those that did so before and may again. */
  private Map<String, PrinterReport> fleet(
      @Nullable FleetState before,
      List<PrinterSnapshot> snapshots,
      Watched watched,
      Policy policy,
      DeviceClock.Reading made) {
    Map<String, PrinterReport> known = before == null ? Map.of() : before.printers();
    Map<String, PrinterReport> fleet = answered(known, snapshots, policy);
    if (before != null) {
      Masks masks = new Masks(policy, key);
      before.printers().values().stream()
          .filter(printer -> !isGone(printer, made) && !watched.leavesOut(printer, masks))
          .forEach(printer -> fleet.putIfAbsent(printer.key(), silent(printer)));
    }
    doubts.forgetAllBut(fleet.keySet());
    return fleet;
  }

  /** What those say that answered. */
  private Map<String, PrinterReport> answered(
      Map<String, PrinterReport> known, List<PrinterSnapshot> snapshots, Policy policy) {
    Masks masks = new Masks(policy, key);
    Map<String, PrinterReport> answered = new LinkedHashMap<>();
    keys(policy, known, masks)
        .assign(snapshots)
        .forEach(
            (printer, snapshot) ->
                snapshot
                    .facts()
                    .map(masks::apply)
                    .map(facts -> PrinterReport.whole(printer, snapshot.read(), facts))
                    .map(report -> goingOn(known.get(printer), report))
                    .ifPresent(report -> answered.put(printer, report)));
    return answered;
  }

  private PrinterReport goingOn(@Nullable PrinterReport last, PrinterReport read) {
    PrinterReport now = newest(last, doubts.told(last, read));
    List<Meter> meters = now.meters();
    return meters == null
        ? now
        : new PrinterReport(
            now.key(),
            now.read(),
            now.identity(),
            now.status(),
            new MeterSeries(last).goOn(meters, now.read()),
            now.supplies(),
            now.trays(),
            now.alerts());
  }

  /** Traps may have brought status and alerts while a cycle was reading other printers. */
  private PrinterReport newest(@Nullable PrinterReport last, PrinterReport now) {
    Instant between = outOfTurn.get(now.key());
    return last == null || between == null || !between.isAfter(now.read())
        ? now
        : AlertNews.withConditionsOf(last, now);
  }

  /** [PLT-RPT-029] A clock that jumps must not make printers vanish: a server has confirmed it. */
  private static boolean isGone(PrinterReport printer, DeviceClock.Reading made) {
    return made.confirmed() && !printer.read().plus(GONE_AFTER).isAfter(made.instant());
  }

  /** What it said last, with a status that says that it says nothing now. */
  private static PrinterReport silent(PrinterReport last) {
    return new PrinterReport(
        last.key(),
        last.read(),
        last.identity(),
        new PrinterStatus(PrinterStatus.State.UNREACHABLE, List.of(), List.of()),
        last.meters(),
        last.supplies(),
        last.trays(),
        last.alerts());
  }

  /**
   * What became of one round.
   *
   * @param sequences of the reports that were stored
   * @param printers that are known now
   * @param changed how many of them a report tells of
   * @param dropped what the limits of the outbox cost
   */
  public record Captured(List<Long> sequences, int printers, int changed, List<Lost> dropped) {
    public Captured {
      sequences = List.copyOf(sequences);
      dropped = List.copyOf(dropped);
    }
  }
}
