package io.platen.server.ingest.control;

import io.platen.protocol.report.Report;
import io.platen.server.fleet.control.ReadingTimes;
import java.time.Duration;
import java.time.Instant;

/**
 * A device's times by the server's clock. A clock that was never set is off by what lies between
 * the report's creation and its arrival; a good clock is taken as it is, but nothing was read in
 * the future.
 */
record ReportTimes(Instant received, Instant createdByDevice, Duration shift)
    implements ReadingTimes {

  ReportTimes(Report report, Instant received) {
    this(
        received,
        report.created(),
        report.clock() == Report.ClockQuality.UNSET
            ? Duration.between(report.created(), received)
            : Duration.ZERO);
  }

  @Override
  public Instant created() {
    return read(createdByDevice);
  }

  @Override
  public Instant read(Instant byDevice) {
    Instant time = byDevice.plus(shift);
    return time.isAfter(received) ? received : time;
  }
}
