package io.platen.device.report;

import io.platen.device.link.DeviceClock;
import io.platen.device.store.StoreException;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Obstacle;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.Lost;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * [PLT-RPT-027] Cuts what is to be told into few reports that keep to the limits; each delta builds
 * on the one before it. What one printer says is never cut: the server refuses it where it is too
 * long, and takes the others.
 */
final class Cutting {
  /** Of what a report may hold, what is aimed at: printers differ. */
  private static final double AIM = 0.95;

  private final Outbox outbox;
  private final String software;
  private final Policy.Limits limits;
  private final DeviceClock.Reading made;

  Cutting(Outbox outbox, String software, Policy.Limits limits, DeviceClock.Reading made) {
    this.outbox = outbox;
    this.software = software;
    this.limits = limits;
    this.made = made;
  }

  /** What the device has to tell of itself. */
  record Own(List<Lost> losses, List<Obstacle> obstacles, @Nullable UpdateState updates) {
    static final Own NOTHING = new Own(List.of(), List.of(), null);

    boolean isEmpty() {
      return losses.isEmpty() && obstacles.isEmpty() && updates == null;
    }
  }

  /**
   * @param own told with the first
   */
  List<Report> reports(boolean full, FleetState.Difference difference, Own own)
      throws StoreException {
    List<Report> reports = new ArrayList<>();
    long sequence = outbox.nextSequence();
    List<PrinterReport> printers = difference.changed();
    List<String> removed = difference.removed();
    int most = (int) Math.min(Integer.MAX_VALUE, limits.printersPerReport());
    do {
      boolean first = reports.isEmpty();
      Report report;
      long bytes;
      boolean fits;
      do {
        report =
            new Report(
                outbox.device(),
                outbox.epoch(),
                sequence,
                full && first ? Report.Kind.FULL : Report.Kind.DELTA,
                full && first ? null : Long.valueOf(sequence - 1),
                made.instant(),
                made.quality(),
                software,
                first ? own.losses() : List.of(),
                firstOf(printers, most),
                firstOf(removed, most),
                first ? own.obstacles() : List.of(),
                first ? own.updates() : null);
        bytes = ReportCodec.write(report).length;
        int told = Math.max(report.printers().size(), report.removed().size());
        fits = bytes <= limits.bodyBytes() || told <= 1;
        most = fits ? most : fitting(told, bytes);
      } while (!fits);
      reports.add(report);
      printers = printers.subList(report.printers().size(), printers.size());
      removed = removed.subList(report.removed().size(), removed.size());
      sequence++;
    } while (!printers.isEmpty() || !removed.isEmpty());
    return reports;
  }

  private static <T> List<T> firstOf(List<T> all, int most) {
    return all.subList(0, Math.min(all.size(), most));
  }

  /** Fewer than {@code told}, which were too many. */
  private int fitting(int told, long bytes) {
    int aim = (int) (told * AIM * limits.bodyBytes() / bytes);
    return Math.max(1, Math.min(told - 1, aim));
  }
}
