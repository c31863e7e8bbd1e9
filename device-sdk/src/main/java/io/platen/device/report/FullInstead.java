package io.platen.device.report;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import java.util.List;

/** A full report that takes the place of a delta, under the same sequence. */
final class FullInstead {
  private FullInstead() {}

  /**
   * @param before what the reports before the delta have told
   */
  static Report of(Report delta, FleetState before) {
    return new Report(
        delta.device(),
        delta.epoch(),
        delta.sequence(),
        Report.Kind.FULL,
        null,
        delta.created(),
        delta.clock(),
        delta.software(),
        delta.lost(),
        List.copyOf(before.after(delta).printers().values()),
        List.of(),
        delta.obstacles(),
        delta.updates());
  }

  /** [PLT-RPT-027] By the same measure as a report that is made anew: one printer always may. */
  static boolean fits(Report report, Policy.Limits limits) {
    int printers = report.printers().size();
    return printers <= 1
        || (printers <= limits.printersPerReport()
            && ReportCodec.write(report).length <= limits.bodyBytes());
  }
}
