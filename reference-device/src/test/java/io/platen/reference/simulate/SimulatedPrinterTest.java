package io.platen.reference.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.OID;

class SimulatedPrinterTest {
  private static final String LIFE = "1.3.6.1.2.1.43.10.2.1.4.3.1";
  private static final String BLACK = "1.3.6.1.4.1.32473.1.0";
  private static final String TONER = "1.3.6.1.2.1.43.11.1.1.9.3.1";
  private static final String UNKNOWN = "1.3.6.1.2.1.43.11.1.1.9.3.2";
  private static final String ERRORS = "1.3.6.1.2.1.25.3.5.1.2.3";
  private static final List<String> LINES =
      List.of(
          "1.3.6.1.2.1.1.3.0|67|1000",
          "1.3.6.1.2.1.25.3.2.1.2.1|6|1.3.6.1.2.1.25.3.1.3",
          "1.3.6.1.2.1.25.3.2.1.2.3|6|1.3.6.1.2.1.25.3.1.5",
          "1.3.6.1.2.1.25.3.2.1.5.3|2|2",
          "1.3.6.1.2.1.25.3.5.1.1.3|2|3",
          ERRORS + "|4x|80",
          "1.3.6.1.2.1.43.5.1.1.18.3|65|4",
          LIFE + "|65|1000",
          "1.3.6.1.2.1.43.11.1.1.4.3.1|2|3",
          "1.3.6.1.2.1.43.11.1.1.4.3.2|2|3",
          "1.3.6.1.2.1.43.11.1.1.7.3.1|2|7",
          "1.3.6.1.2.1.43.11.1.1.8.3.1|2|5000",
          "1.3.6.1.2.1.43.11.1.1.8.3.2|2|100",
          TONER + "|2|300",
          UNKNOWN + "|2|-2",
          "1.3.6.1.2.1.43.18.1.1.7.3.9|2|807",
          BLACK + "|65|400");

  private Instant now = Instant.parse("2026-11-22T08:00:00Z");

  @Test
  void starts_with_what_was_recorded() {
    // given
    SimulatedPrinter printer = printer(1);
    // then
    assertThat(value(printer, LIFE)).isEqualTo("1000");
    assertThat(value(printer, TONER)).isEqualTo("300");
    assertThat(value(printer, "1.3.6.1.2.1.25.3.5.1.1.3")).isEqualTo("3");
  }

  @Test
  void counters_grow_with_time_and_the_same_seed_prints_the_same() {
    // given
    SimulatedPrinter printer = printer(1);
    SimulatedPrinter twin = printer(1);
    // when
    now = now.plus(Duration.ofHours(2));
    // then
    assertThat(printer.lifeCount()).isGreaterThan(1100);
    assertThat(printer.lifeCount()).isEqualTo(twin.lifeCount());
  }

  @Test
  void counters_never_fall() {
    // given
    SimulatedPrinter printer = printer(1);
    long last = printer.lifeCount();
    for (int i = 0; i < 600; i++) {
      // when
      now = now.plusSeconds(7);
      // then
      assertThat(printer.lifeCount()).isGreaterThanOrEqualTo(last);
      last = printer.lifeCount();
    }
  }

  @Test
  void time_that_stands_still_moves_nothing_but_the_uptime() {
    // given
    SimulatedPrinter printer = printer(0);
    // when
    now = now.plus(Duration.ofHours(5));
    // then
    assertThat(printer.lifeCount()).isEqualTo(1000);
    assertThat(printer.find(new OID("1.3.6.1.2.1.1.3.0")).orElseThrow().toLong())
        .isEqualTo(1000 + 5 * 360_000);
  }

  @Test
  void a_private_counter_keeps_its_share_of_the_total() {
    // given
    SimulatedPrinter printer = printer(0);
    // when
    printer.print(100);
    // then
    assertThat(value(printer, LIFE)).isEqualTo("1100");
    assertThat(value(printer, BLACK)).isEqualTo("440");
  }

  @Test
  void a_supply_falls_is_filled_when_empty_and_unknown_stays_unknown() {
    // given
    SimulatedPrinter printer = printer(0);
    // when
    printer.print(100);
    // then
    assertThat(value(printer, TONER)).isEqualTo("200");
    // when
    printer.print(201);
    // then
    assertThat(value(printer, TONER)).isEqualTo("4999");
    assertThat(value(printer, UNKNOWN)).isEqualTo("-2");
  }

  @Test
  void a_raised_alert_is_a_row_behind_the_recorded_ones_with_its_bits() {
    // given
    SimulatedPrinter printer = printer(0);
    // when
    printer.raise(8, "Open the right door");
    // then
    assertThat(value(printer, "1.3.6.1.2.1.43.18.1.1.7.3.9")).isEqualTo("807");
    assertThat(value(printer, "1.3.6.1.2.1.43.18.1.1.7.3.10")).isEqualTo("8");
    assertThat(value(printer, "1.3.6.1.2.1.43.18.1.1.8.3.10")).isEqualTo("Open the right door");
    assertThat(value(printer, ERRORS)).isEqualTo("84:00");
    assertThat(value(printer, "1.3.6.1.2.1.25.3.2.1.5.3")).isEqualTo("5");
    assertThat(value(printer, "1.3.6.1.2.1.43.5.1.1.18.3")).isEqualTo("5");
    assertThat(printer.findNext(new OID("1.3.6.1.2.1.43.18.1.1.7.3.9")).orElseThrow().getOid())
        .isEqualTo(new OID("1.3.6.1.2.1.43.18.1.1.7.3.10"));
  }

  @Test
  void a_cleared_alert_leaves_nothing_but_the_count_of_events() {
    // given
    SimulatedPrinter printer = printer(0);
    printer.raise(8, null);
    printer.raise(1104, null);
    // when
    int cleared = printer.clear(code -> code == 8);
    // then
    assertThat(cleared).isEqualTo(1);
    assertThat(value(printer, ERRORS)).isEqualTo("a0:00");
    assertThat(value(printer, "1.3.6.1.2.1.25.3.2.1.5.3")).isEqualTo("3");
    // when
    printer.clear(code -> true);
    // then
    assertThat(value(printer, ERRORS)).isEqualTo("80");
    assertThat(printer.find(new OID("1.3.6.1.2.1.43.18.1.1.7.3.10"))).isEmpty();
    assertThat(value(printer, "1.3.6.1.2.1.43.5.1.1.18.3")).isEqualTo("5");
  }

  private SimulatedPrinter printer(double speed) {
    return new SimulatedPrinter(RecordingReader.read("test", LINES), () -> now, speed, 1);
  }

  private static String value(SimulatedPrinter printer, String oid) {
    return printer.find(new OID(oid)).orElseThrow().toString();
  }
}
