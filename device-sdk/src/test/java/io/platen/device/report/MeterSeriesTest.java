package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_RPT_043;
import static io.platen.protocol.Requirement.PLT_RPT_044;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.report.PrinterReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterSeriesTest {
  private static final Instant FIRST = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant NEXT = FIRST.plus(Duration.ofHours(2));
  private static final Instant LATE = FIRST.plus(Duration.ofDays(3)).plusSeconds(1);

  private static Meter total(long value) {
    return new Meter("total-impressions", null, "impressions", value, null, null);
  }

  private static PrinterReport told(Meter meter) {
    return new PrinterReport("sn-QX1", FIRST, null, null, List.of(meter), null, null, null);
  }

  private static Meter next(Meter before, Meter meter, Instant read) {
    return new MeterSeries(told(before)).goOn(List.of(meter), read).get(0);
  }

  @Test
  @Verifies(positive = PLT_RPT_044)
  void a_meter_that_fell_counts_anew_from_then_on() {
    // when
    Meter fallen = next(total(5_000), total(12), NEXT);
    Meter grown = next(fallen, total(15), LATE);

    // then
    assertThat(fallen).isEqualTo(total(12).since(NEXT));
    assertThat(grown).isEqualTo(total(15).since(NEXT));
  }

  @Test
  @Verifies(negative = PLT_RPT_044)
  void a_meter_that_stands_or_grows_goes_on() {
    assertThat(next(total(5_000), total(5_000), NEXT)).isEqualTo(total(5_000));
    assertThat(next(total(5_000), total(5_001), NEXT)).isEqualTo(total(5_001));
  }

  @Test
  @Verifies(positive = PLT_RPT_043)
  void a_meter_stays_with_its_source_while_that_may_only_be_asleep() {
    assertThat(next(total(5_000), total(5_013).by("ipp"), NEXT))
        .isEqualTo(total(5_000).asOf(FIRST));
  }

  @Test
  @Verifies(negative = PLT_RPT_043)
  void a_meter_begins_another_series_when_its_source_is_silent_for_too_long() {
    // given
    Meter byIpp = total(4_990).by("ipp");

    // then: neither a fall nor the same series
    assertThat(next(total(5_000), byIpp, LATE)).isEqualTo(byIpp);
    assertThat(next(total(5_000).asOf(FIRST), byIpp, LATE)).isEqualTo(byIpp);
  }

  @Test
  void meters_of_a_new_printer_are_told_as_they_are() {
    assertThat(new MeterSeries(null).goOn(List.of(total(3)), FIRST)).containsExactly(total(3));
  }
}
