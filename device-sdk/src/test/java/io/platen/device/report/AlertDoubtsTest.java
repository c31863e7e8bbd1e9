package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_RPT_046;
import static io.platen.protocol.Requirement.PLT_RPT_047;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import io.platen.protocol.report.PrinterReport;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertDoubtsTest {
  private static final PrinterAlert TONER_LOW = supplyAlert(1104, 1, "Replace soon");
  private static final PrinterAlert TONER_EMPTY = supplyAlert(1101, 1, "Replace now");

  private final AlertDoubts doubts = new AlertDoubts();
  private @Nullable PrinterReport last;

  private static PrinterAlert supplyAlert(int code, int row, String words) {
    return new PrinterAlert(
        "1." + code, code, Severity.WARNING, null, "marker-supplies", row, null, words, null);
  }

  private static PrinterAlert alert(int code, Severity severity) {
    return new PrinterAlert("1.1", code, severity, null, "cover", 1, null, "Door", null);
  }

  private static PrinterReport reading(
      List<String> conditions, SupplyLevel level, PrinterAlert... alerts) {
    return new PrinterReport(
        "sn-QX1",
        Instant.EPOCH,
        null,
        new PrinterStatus(PrinterStatus.State.IDLE, conditions, List.of()),
        null,
        List.of(
            new Supply("1.1", "toner", SupplyClass.CONSUMED, "black", "K", null, null, level),
            new Supply("1.2", "toner", SupplyClass.CONSUMED, "cyan", "C", null, null, percent(1))),
        null,
        List.of(alerts));
  }

  private static SupplyLevel percent(long amount) {
    return new Measured(amount, 100L, Measured.PERCENT);
  }

  private PrinterReport told(PrinterReport now) {
    PrinterReport told = doubts.told(last, now);
    last = told;
    return told;
  }

  private List<PrinterAlert> alerts(PrinterReport now) {
    return told(now).alerts();
  }

  @Test
  @Verifies(positive = PLT_RPT_046)
  void keeps_an_alert_back_for_which_one_reading_alone_speaks() {
    // given
    PrinterReport reading = reading(List.of(), percent(40), alert(3, Severity.CRITICAL));

    // then
    assertThat(alerts(reading)).isEmpty();
    assertThat(alerts(reading)).hasSize(1);
    assertThat(alerts(reading)).hasSize(1);
  }

  @Test
  @Verifies(positive = PLT_RPT_046)
  void an_alert_that_went_away_has_to_be_seen_twice_again() {
    // given
    PrinterReport open = reading(List.of(), percent(40), alert(3, Severity.CRITICAL));
    alerts(open);
    alerts(reading(List.of(), percent(40)));

    // then
    assertThat(alerts(open)).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_RPT_046)
  void tells_a_critical_jam_at_once_and_no_other_jam() {
    assertThat(alerts(reading(List.of(), percent(40), alert(8, Severity.CRITICAL)))).hasSize(1);
    last = null;
    doubts.forgetAllBut(Set.of());
    assertThat(alerts(reading(List.of(), percent(40), alert(8, Severity.WARNING)))).isEmpty();
  }

  @ParameterizedTest(name = "code {0} with {1} and {2} %")
  @CsvSource({"1104,low-toner,40", "1101,no-toner,12", "1104,,25", "1101,,5", "1104,,-3"})
  @Verifies(negative = PLT_RPT_046)
  void tells_an_alert_at_once_for_which_something_else_speaks(
      int code, @Nullable String condition, int level) {
    // given
    SupplyLevel said = level < 0 ? new SupplyLevel.SomeRemaining() : percent(level);
    List<String> conditions = condition == null ? List.of() : List.of(condition);

    // then
    assertThat(alerts(reading(conditions, said, supplyAlert(code, 1, "Toner")))).hasSize(1);
  }

  @Test
  void joins_an_alert_without_a_row_to_its_supply_by_the_colour_in_its_words() {
    // given
    PrinterAlert cyan =
        new PrinterAlert("1.9", 1104, Severity.WARNING, null, null, null, null, "Cyan low", null);

    // then
    assertThat(alerts(reading(List.of(), percent(80), cyan))).containsExactly(cyan);
  }

  @Test
  @Verifies(positive = PLT_RPT_047)
  void a_toner_that_is_called_empty_twice_has_no_number_any_more() {
    // given
    PrinterReport reading = reading(List.of(), percent(40), TONER_EMPTY);

    // when
    PrinterReport once = told(reading);
    PrinterReport twice = told(reading);

    // then
    assertThat(once.alerts()).isEmpty();
    assertThat(once.supplies().get(0).level()).isEqualTo(percent(40));
    assertThat(twice.alerts()).containsExactly(TONER_EMPTY);
    assertThat(twice.supplies().get(0).level()).isEqualTo(new SupplyLevel.Unknown());
    assertThat(twice.supplies().get(1).level()).isEqualTo(percent(1));
  }

  @Test
  @Verifies(positive = PLT_RPT_047)
  void a_toner_that_is_called_low_and_is_more_than_half_full_is_not_low() {
    // given
    PrinterReport reading = reading(List.of("low-toner"), percent(51), TONER_LOW);

    // then
    assertThat(alerts(reading)).isEmpty();
    assertThat(alerts(reading)).isEmpty();
  }

  @Test
  @Verifies(negative = PLT_RPT_047)
  void an_alert_and_a_level_that_do_not_deny_each_other_both_stand() {
    // given
    PrinterReport reading = reading(List.of(), percent(20), TONER_EMPTY);
    told(reading);

    // when
    PrinterReport told = told(reading);

    // then
    assertThat(told.alerts()).containsExactly(TONER_EMPTY);
    assertThat(told.supplies().get(0).level()).isEqualTo(percent(20));
  }
}
