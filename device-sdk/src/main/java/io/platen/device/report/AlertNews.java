package io.platen.device.report;

import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a reading because of traps has brought against what was told before.
 *
 * @param told status and alerts of the printer; null where its alerts are as they were
 * @param differing alerts that were raised, changed or cleared, each as it is now or was last
 * @param isDoubtful whether alerts stand in its table that one reading alone speaks for
 */
record AlertNews(@Nullable PrinterReport told, List<PrinterAlert> differing, boolean isDoubtful) {
  static final AlertNews NONE = new AlertNews(null, List.of(), false);

  AlertNews {
    differing = List.copyOf(differing);
  }

  /**
   * @param read all that was read
   * @param believed what of that may be told
   */
  static AlertNews of(PrinterReport last, PrinterReport read, PrinterReport believed) {
    List<PrinterAlert> before = alerts(last);
    List<PrinterAlert> now = alerts(believed);
    boolean doubtful = now.size() < alerts(read).size();
    List<PrinterAlert> differing = new ArrayList<>();
    now.stream().filter(each -> !before.contains(each)).forEach(differing::add);
    before.stream().filter(each -> isGone(each, now)).forEach(differing::add);
    if (differing.isEmpty()) {
      return new AlertNews(null, List.of(), doubtful);
    }
    // [PLT-RPT-047] A level that its own printer denies goes with the alert.
    boolean denied = !Objects.equals(read.supplies(), believed.supplies());
    PrinterReport told =
        new PrinterReport(
            last.key(),
            believed.read(),
            null,
            believed.status(),
            null,
            denied ? believed.supplies() : null,
            null,
            now);
    return new AlertNews(told, differing, doubtful);
  }

  private static boolean isGone(PrinterAlert alert, List<PrinterAlert> now) {
    return now.stream()
        .noneMatch(each -> each.index().equals(alert.index()) && each.code() == alert.code());
  }

  private static List<PrinterAlert> alerts(PrinterReport printer) {
    List<PrinterAlert> alerts = printer.alerts();
    return alerts == null ? List.of() : alerts;
  }

  /** [PLT-ALR-021] Whether the filter takes one of them. */
  boolean isWanted(Policy.Alerts filter) {
    return differing.stream().anyMatch(filter::takes);
  }

  /** With status and alerts of a reading that is newer than the one of the cycle. */
  static PrinterReport withConditionsOf(PrinterReport newer, PrinterReport now) {
    return new PrinterReport(
        now.key(),
        newer.read(),
        now.identity(),
        newer.status(),
        now.meters(),
        now.supplies(),
        now.trays(),
        newer.alerts());
  }
}
