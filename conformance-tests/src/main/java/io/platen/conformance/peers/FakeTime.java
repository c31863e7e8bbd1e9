package io.platen.conformance.peers;

import io.platen.protocol.report.Report.ClockQuality;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The clock of the fake device, and what its hosts have told it of the time (chapter LNK). */
final class FakeTime implements InstantSource {
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  private final InstantSource machine;
  private final Optional<DeviceFault> fault;
  private Duration passed = Duration.ZERO;
  private Duration offset = Duration.ZERO;

  FakeTime(InstantSource machine, Optional<DeviceFault> fault) {
    this.fault = fault;
    this.machine = isHasty() ? InstantSource.fixed(machine.instant()) : machine;
  }

  /** By its own clock. */
  @Override
  public Instant instant() {
    return machine.instant().plus(passed);
  }

  void pass(Duration time) {
    passed = passed.plus(time);
  }

  /** It was started anew: what hosts have told is forgotten. */
  void restart() {
    offset = Duration.ZERO;
  }

  /**
   * What certificates of hosts are checked against. Where its clock was never set it takes the
   * machine's for late enough: a real device looks at the certificate.
   */
  Instant forCertificates() {
    boolean unset = instant().isBefore(BUILT);
    if (unset && has(DeviceFault.REFUSES_WHAT_IS_EARLY)) {
      return BUILT;
    }
    return unset && !has(DeviceFault.CHECKS_AGAINST_ANY_TIME) ? machine.instant() : instant();
  }

  /** What a report says. */
  Instant told() {
    return instant().plus(offset);
  }

  ClockQuality quality() {
    if (has(DeviceFault.CALLS_ITS_CLOCK_THE_SERVERS)) {
      return ClockQuality.SERVER;
    }
    if (!offset.isZero() && !has(DeviceFault.HIDES_A_CORRECTION)) {
      return ClockQuality.SERVER;
    }
    boolean unset = told().isBefore(BUILT) && !has(DeviceFault.HIDES_AN_UNSET_CLOCK);
    return unset ? ClockQuality.UNSET : ClockQuality.SYNCHRONISED;
  }

  /** An update or download host has answered with this date. */
  void heard(String header, List<X509Certificate> shown) {
    if (has(DeviceFault.KEEPS_A_WRONG_CLOCK)) {
      return;
    }
    try {
      heard(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(), shown);
    } catch (DateTimeException e) {
      // No date: nothing was told.
    }
  }

  private void heard(Instant date, List<X509Certificate> shown) {
    boolean early = date.isBefore(BUILT) && !has(DeviceFault.TAKES_ANY_EARLY_TIME);
    boolean late =
        shown.stream().anyMatch(each -> date.isAfter(each.getNotAfter().toInstant()))
            && !has(DeviceFault.TAKES_TIMES_BEYOND_CERTIFICATES);
    if (early || late) {
      return;
    }
    Duration off = Duration.between(instant(), date);
    offset = off.abs().compareTo(TOLERATED) > 0 ? off : Duration.ZERO;
  }

  /** What takes no time at all is too fast, however slow the machine is. */
  private boolean isHasty() {
    return has(DeviceFault.SCANS_AS_FAST_AS_IT_CAN) || has(DeviceFault.READS_AS_MUCH_AS_IT_CAN);
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
