package io.platen.server.fleet.control;

import static io.platen.server.testing.TestFleet.DEVICE;
import static io.platen.server.testing.TestFleet.TENANT;
import static io.platen.server.testing.TestReport.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.report.PrinterReport;
import io.platen.server.fleet.entity.MeterSeries;
import io.platen.server.testing.TestDatabase;
import io.platen.server.testing.TestFleet;
import io.platen.server.testing.TestReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where values are from, how old they are, and what they count on from. */
class SourcesTest {
  private static final Instant READ = Instant.parse("2026-11-22T06:00:00Z");
  private static final Instant EARLIER = Instant.parse("2026-11-21T18:00:00Z");

  private TestDatabase test;
  private TestFleet fleet;

  @BeforeEach
  void open() {
    test = TestDatabase.create();
    fleet = new TestFleet(test).withTenants();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void keeps_the_source_and_the_age_of_each_value() {
    // given
    PrinterFacts facts =
        new PrinterFacts(
            PrinterIdentity.builder().serial("S-1").source("1.3.6.1.1").build(),
            new PrinterStatus(PrinterStatus.State.IDLE, List.of(), List.of(), "1.3.6.1.2"),
            List.of(
                new Meter("total-impressions", null, "impressions", 5, null, "ipp:a#2")
                    .by("ipp")
                    .since(EARLIER)
                    .asOf(EARLIER)),
            List.of(
                new Supply(
                        "1.1",
                        "toner",
                        SupplyClass.CONSUMED,
                        "black",
                        null,
                        null,
                        "1.3.6.1.4",
                        new SupplyLevel.Unknown())
                    .asOf(EARLIER)),
            List.of(new Tray("1.1", "Tray", null, new SupplyLevel.Unknown(), "1.3.6.1.5", EARLIER)),
            List.of());

    // when
    fleet.send(report(DEVICE, 1).printer(PrinterReport.whole("a", READ, facts)));

    // then
    PrinterFacts stored = printer();
    assertThat(stored.identity().source()).isEqualTo("1.3.6.1.1");
    assertThat(stored.status()).isEqualTo(facts.status());
    assertThat(stored.meters()).isEqualTo(facts.meters());
    assertThat(stored.supplies()).isEqualTo(facts.supplies());
    assertThat(stored.trays()).isEqualTo(facts.trays());
  }

  @Test
  void goes_on_showing_a_meter_that_is_older_than_the_reading_of_its_printer() {
    // given
    Meter meter = new Meter("total-impressions", null, "impressions", 100, null, null);
    fleet.send(at("05:00", 1).printer(meters("05:00", meter)));

    // when
    Meter aged = meter.asOf(Instant.parse("2026-11-22T05:00:00Z"));
    fleet.send(at("05:20", 2).on(1).printer(meters("05:20", aged)));

    // then
    assertThat(printer().meters()).containsExactly(aged);
  }

  @Test
  void counts_no_difference_of_two_kinds_of_source_as_use() {
    // given
    Meter snmp = new Meter("total-impressions", null, "impressions", 100, null, null);
    fleet.send(at("05:00", 1).printer(meters("05:00", snmp)));

    // when
    Meter ipp = new Meter("total-impressions", null, "impressions", 5_000, null, null).by("ipp");
    Meter later = new Meter("total-impressions", null, "impressions", 5_010, null, null).by("ipp");
    fleet.send(at("05:20", 2).on(1).printer(meters("05:20", ipp)));
    fleet.send(at("05:40", 3).on(2).printer(meters("05:40", later)));

    // then
    MeterSeries series = series();
    assertThat(series.usage()).isEqualTo(10);
    assertThat(series.points())
        .extracting(MeterSeries.Point::reset)
        .containsExactly(false, true, false);
    assertThat(printer().meters()).containsExactly(later);
  }

  @Test
  void counts_no_difference_over_a_beginning_as_use() {
    // given
    Meter before = new Meter("total-impressions", null, "impressions", 100, null, null);
    fleet.send(at("05:00", 1).printer(meters("05:00", before)));

    // when: it fell, and grew beyond what it was, between two readings
    Instant fell = Instant.parse("2026-11-22T05:20:00Z");
    Meter after = new Meter("total-impressions", null, "impressions", 120, null, null).since(fell);
    fleet.send(at("05:20", 2).on(1).printer(meters("05:20", after)));

    // then
    assertThat(series().usage()).isZero();
    assertThat(printer().meters()).containsExactly(after);
  }

  private PrinterFacts printer() {
    return fleet.queries.printer(TENANT, id()).orElseThrow().facts();
  }

  private MeterSeries series() {
    return fleet
        .meters
        .series(TENANT, id(), null, EARLIER, Instant.parse("2026-11-23T00:00:00Z"))
        .get(0);
  }

  private long id() {
    return (long) test.value("SELECT id FROM printer WHERE key = 'a'");
  }

  private static TestReport at(String time, long sequence) {
    return report(DEVICE, sequence).at("2026-11-22T" + time + ":00Z");
  }

  private static PrinterReport meters(String time, Meter meter) {
    Instant read = Instant.parse("2026-11-22T" + time + ":00Z");
    return new PrinterReport("a", read, null, null, List.of(meter), null, null, null);
  }
}
