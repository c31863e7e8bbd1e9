package io.platen.device;

import io.platen.device.discovery.Pace;
import io.platen.device.discovery.ScanListener;
import io.platen.device.discovery.SignOfLife;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.device.report.Watched;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.protocol.Limit;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.Policy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which printers a cycle reads: those that are known, and new ones where a search is due. What was
 * found outlives a restart. [PLT-SYN-037] [PLT-SYN-038]
 */
final class Search {
  private static final String NAME = "search";

  /** [PLT-SYN-037] Where SNMP was off at first, nobody wants to wait for half a week. */
  private static final Duration AFTER_NONE = Duration.ofDays(1);

  private static final Duration GONE_AFTER = Limit.SILENT_PRINTER_DAYS.duration();

  private final PrinterFinder finder;
  private final DeviceStore store;

  /** Each printer, and when it last answered. */
  private final Map<PrinterTarget, Instant> known = new LinkedHashMap<>();

  private Watched watched = Watched.UNKNOWN;
  private SearchRecord saved = SearchRecord.NONE;
  private boolean recalled;

  Search(PrinterFinder finder, DeviceStore store) {
    this.finder = finder;
    this.store = store;
  }

  /**
   * @throws InterruptedException when the device stops
   * @throws StoreException when what was found could not be kept
   */
  List<PrinterTarget> targets(
      List<DiscoveryEntry> entries, Policy policy, ScanListener listener, Instant now)
      throws InterruptedException, StoreException {
    Pace pace = Pace.of(policy.limits());
    if (!finder.searches()) {
      return finder.scan(entries, pace, listener);
    }
    recall(entries);
    known.values().removeIf(heard -> heard.plus(GONE_AFTER).isBefore(now));
    boolean due = isDue(entries, policy.schedule().discoveryEvery(), now);
    Through through = new Through(listener);
    List<PrinterTarget> all =
        new ArrayList<>(due ? finder.scan(entries, pace, through) : List.of());
    for (PrinterTarget target : finder.look(entries, List.copyOf(known.keySet()), pace, through)) {
      if (all.stream().noneMatch(each -> isSame(each, target))) {
        all.add(target);
      }
    }
    watched =
        through.refused
            ? Watched.UNKNOWN
            : Watched.of(all.stream().map(target -> target.address().getAddress()).toList());
    boolean changed = keep(all, now);
    if (due) {
      String digest = through.unsent ? "" : SearchRecord.digest(entries);
      save(new SearchRecord(now, digest, lines(), now));
    } else if (changed) {
      save(saved.with(lines(), now));
    }
    return all;
  }

  /** Where the targets of the last cycle are. */
  Watched watched() {
    return watched;
  }

  /** The next time it is due, whenever the last was. */
  void again() {
    saved = new SearchRecord(saved.searched(), "", saved.lines(), saved.written());
  }

  /** Two versions of SNMP at one port are one printer. */
  private static boolean isSame(PrinterTarget one, PrinterTarget other) {
    return one.address().equals(other.address())
        && one.access().asker().equals(other.access().asker());
  }

  private boolean isDue(List<DiscoveryEntry> entries, Duration every, Instant now) {
    Duration pause = known.isEmpty() && every.compareTo(AFTER_NONE) > 0 ? AFTER_NONE : every;
    return now.isBefore(saved.searched())
        || !now.isBefore(saved.searched().plus(pause))
        || !saved.entries().equals(SearchRecord.digest(entries));
  }

  /** Whether others are known now. */
  private boolean keep(List<PrinterTarget> all, Instant now) {
    Map<PrinterTarget, Instant> before = new LinkedHashMap<>(known);
    known.clear();
    boolean changed = before.size() != all.size();
    for (PrinterTarget target : all) {
      Instant heard = heard(target, before);
      changed |= heard == null;
      known.put(target, heard == null ? now : heard);
    }
    return changed;
  }

  private static @Nullable Instant heard(PrinterTarget target, Map<PrinterTarget, Instant> before) {
    for (Map.Entry<PrinterTarget, Instant> each : before.entrySet()) {
      if (isSame(each.getKey(), target)) {
        return each.getValue();
      }
    }
    return null;
  }

  /** Remembers who answered; once a day on the disk too. */
  void read(List<PrinterSnapshot> snapshots, Instant now) throws StoreException {
    for (PrinterSnapshot snapshot : snapshots) {
      if (snapshot.isReachable()) {
        known.computeIfPresent(snapshot.target(), (target, heard) -> now);
      }
    }
    if (finder.searches() && saved.written().plus(1, ChronoUnit.DAYS).isBefore(now)) {
      save(saved.with(lines(), now));
    }
  }

  private void recall(List<DiscoveryEntry> entries) throws StoreException {
    if (recalled) {
      return;
    }
    saved = store.find(NAME).map(SearchRecord::read).orElse(SearchRecord.NONE);
    for (SearchRecord.Line line : saved.lines()) {
      line.target(entries).ifPresent(target -> known.put(target, line.heard()));
    }
    recalled = true;
  }

  private List<SearchRecord.Line> lines() {
    List<SearchRecord.Line> lines = new ArrayList<>();
    known.forEach((target, heard) -> lines.add(SearchRecord.Line.of(target, heard)));
    return lines;
  }

  private void save(SearchRecord next) throws StoreException {
    store.change(writer -> writer.put(NAME, next.write()));
    saved = next;
  }

  /** Notices where something could not be sent, or an entry understood: it has not seen all. */
  private static final class Through implements ScanListener {
    private final ScanListener to;
    private boolean unsent;
    private boolean refused;

    Through(ScanListener to) {
      this.to = to;
    }

    @Override
    public void progress(int done, int total, int found) {
      to.progress(done, total, found);
    }

    @Override
    public void found(PrinterTarget target, PrinterIdentity identity) {
      to.found(target, identity);
    }

    @Override
    public void passedOver(PrinterTarget target, PrinterIdentity identity) {
      to.passedOver(target, identity);
    }

    @Override
    public void refusedAccess(PrinterTarget target, Refusal why) {
      to.refusedAccess(target, why);
    }

    @Override
    public void unread(InetAddress address, SignOfLife sign) {
      to.unread(address, sign);
    }

    @Override
    public void refused(String entryId, String reason) {
      refused = true;
      to.refused(entryId, reason);
    }

    @Override
    public void unsent(InetSocketAddress address, String reason) {
      unsent = true;
      to.unsent(address, reason);
    }
  }
}
