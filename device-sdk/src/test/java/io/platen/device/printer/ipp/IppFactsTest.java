package io.platen.device.printer.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.printer.profile.ProfileSet;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.SupplyLevel.Measured;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IppFactsTest {

  @Test
  void reads_who_a_printer_is() throws Exception {
    // when
    PrinterFacts facts =
        facts(
            IppBytes.successful(1)
                .text("printer-make-and-model", "HP Quill 300c")
                .text("printer-device-id", "MFG:HP;MDL:Quill;CMD:PCL;SN:QX-000417;")
                .text("printer-firmware-string-version", "2.81.4")
                .text("printer-location", "Second floor"));
    // then
    assertThat(facts.identity().vendor()).isEqualTo("HP");
    assertThat(facts.identity().model()).isEqualTo("Quill 300c");
    assertThat(facts.identity().serial()).isEqualTo("QX-000417");
    assertThat(facts.identity().firmware()).isEqualTo("2.81.4");
    assertThat(facts.identity().location()).isEqualTo("Second floor");
    assertThat(facts.identity().address()).isEqualTo("192.0.2.7");
  }

  @Test
  void reads_a_serial_number_as_it_stands_on_the_label() throws Exception {
    // when
    PrinterFacts facts =
        facts(
            IppBytes.successful(1)
                .text("printer-make-and-model", "HP Quill 300c")
                .text("printer-serial-number", "00QNB3000417"));
    // then
    assertThat(facts.identity().serial()).isEqualTo("QNB3000417");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"0000000", "7", "XXXXXX", "serial number", "0123456789A"})
  void takes_no_placeholder_for_a_serial_number(String placeholder) throws Exception {
    // when
    PrinterFacts facts =
        facts(
            IppBytes.successful(1)
                .text("printer-serial-number", placeholder)
                .text("printer-device-id", "MFG:Acme;MDL:Quill;SN:N/A;"));
    // then
    assertThat(facts.identity().serial()).isNull();
    assertThat(facts.identity().vendor()).isEqualTo("Acme");
    assertThat(facts.identity().model()).isEqualTo("Quill");
  }

  @Test
  void reads_supplies_as_pairs_in_any_order_two_in_a_value_and_called_text() throws Exception {
    // when
    PrinterFacts facts =
        facts(
            IppBytes.successful(1)
                .octets(
                    "printer-supply",
                    "index=1;class=supplyThatIsConsumed;type=toner;unit=percent;"
                        + "maxcapacity=100;level=92;colorantname=cyan;,"
                        + "LEVEL=1500;maxcapacity=6000;unit=impressions;type=opc")
                .text("printer-supply", "type=wasteToner;level=-3;colorantname=none"));
    // then
    assertThat(facts.supplies())
        .containsExactly(
            supply("1.1", "toner", SupplyClass.CONSUMED, "cyan", new Measured(92, 100L, "percent")),
            supply(
                "1.2", "opc", SupplyClass.CONSUMED, null, new Measured(1500, 6000L, "impressions")),
            supply(
                "1.3",
                "waste-toner",
                SupplyClass.RECEPTACLE,
                null,
                new SupplyLevel.SomeRemaining()));
  }

  @Test
  void names_supplies_by_their_descriptions_where_there_are_as_many() throws Exception {
    // given
    IppBytes bytes =
        IppBytes.successful(1).octets("printer-supply", "type=toner;level=5", "type=toner;level=6");
    // when
    List<Supply> named =
        facts(bytes.text("printer-supply-description", "Magenta cartridge", "Toner, black"))
            .supplies();
    // then
    assertThat(named)
        .extracting(Supply::description)
        .containsExactly("Magenta cartridge", "Toner, black");
    assertThat(named).extracting(Supply::colorant).containsExactly("magenta", "black");
  }

  @Test
  void names_no_supply_where_descriptions_are_missing() throws Exception {
    // when
    List<Supply> supplies =
        facts(
                IppBytes.successful(1)
                    .octets("printer-supply", "type=toner;level=5", "type=toner;level=6")
                    .text("printer-supply-description", "Magenta cartridge"))
            .supplies();
    // then
    assertThat(supplies).extracting(Supply::description).containsOnlyNulls();
    assertThat(supplies).extracting(Supply::colorant).containsOnlyNulls();
  }

  @ParameterizedTest(name = "{0} of {1} in {2}")
  @CsvSource({
    "-1, 100, percent, Unlimited[]",
    "-2, 100, percent, Unknown[]",
    "-3, 100, percent, SomeRemaining[]",
    "0, 0, impressions, Unknown[]",
    "7, -2, tenthsOfGrams, 'Measured[amount=7, capacity=null, unit=tenths-of-grams]'",
    "54, -2, percent, 'Measured[amount=54, capacity=100, unit=percent]'",
    "x, 100, percent, Unknown[]"
  })
  void reads_a_level_as_the_printer_mib_has_it(
      String level, String capacity, String unit, String read) throws Exception {
    // when
    PrinterFacts facts =
        facts(
            IppBytes.successful(1)
                .octets(
                    "printer-supply",
                    "type=toner;unit=" + unit + ";maxcapacity=" + capacity + ";level=" + level));
    // then
    assertThat(facts.supplies().get(0).level()).hasToString(read);
  }

  @Test
  void reads_the_markers_of_cups_by_their_colours_and_never_by_their_order() throws Exception {
    // when
    List<Supply> supplies =
        facts(
                IppBytes.successful(1)
                    .text("marker-names", "Yellow Toner", "Toner, black", "Waste")
                    .keywords("marker-types", "toner", "toner-cartridge", "waste-toner")
                    .text("marker-colors", "#FFFF00", "#000000", "none")
                    .integers("marker-levels", 20, 130, 80))
            .supplies();
    // then
    assertThat(supplies).extracting(Supply::colorant).containsExactly("yellow", "black", null);
    assertThat(supplies)
        .extracting(Supply::type)
        .containsExactly("toner", "toner-cartridge", "waste-toner");
    assertThat(supplies)
        .extracting(supply -> supply.level().percent().orElse(-1))
        .containsExactly(20, 100, 20);
    assertThat(supplies).extracting(Supply::source).containsOnly("ipp:marker-levels");
  }

  @Test
  void takes_an_unavailable_marker_for_unknown_and_never_for_unlimited() throws Exception {
    // when
    List<Supply> supplies =
        facts(IppBytes.successful(1).integers("marker-levels", -1, -2, -3)).supplies();
    // then
    assertThat(supplies)
        .extracting(Supply::level)
        .containsExactly(
            new SupplyLevel.Unknown(), new SupplyLevel.Unknown(), new SupplyLevel.SomeRemaining());
  }

  @Test
  void reads_a_single_marker_whose_name_holds_commas() throws Exception {
    // when
    List<Supply> supplies =
        facts(
                IppBytes.successful(1)
                    .text("marker-names", "Cartridge, 2,000 pages, black")
                    .integers("marker-levels", 54))
            .supplies();
    // then
    assertThat(supplies)
        .extracting(Supply::description)
        .containsExactly("Cartridge, 2,000 pages, black");
    assertThat(supplies).extracting(Supply::colorant).containsExactly("black");
  }

  @Test
  void names_no_marker_where_the_arrays_are_of_different_lengths() throws Exception {
    // when
    List<Supply> supplies =
        facts(
                IppBytes.successful(1)
                    .text("marker-names", "black,cyan")
                    .keywords("marker-types", "toner")
                    .text("marker-colors", "#000000")
                    .integers("marker-levels", 20, 30))
            .supplies();
    // then
    assertThat(supplies).extracting(Supply::type).containsOnly("unknown");
    assertThat(supplies).extracting(Supply::colorant).containsOnlyNulls();
  }

  @Test
  void reads_alerts_by_the_names_and_the_numbers_of_the_registry() throws Exception {
    // when
    List<PrinterAlert> alerts =
        facts(
                IppBytes.successful(1)
                    .octets(
                        "printer-alert",
                        "code=jam;index=5;severity=critical;training=trained;group=mediaPath;"
                            + "groupindex=1;location=3;time=4711;",
                        "severity=warning;code=markerTonerAlmostEmpty;group=markerSupplies",
                        "code=1104",
                        "code=vendorSpecific;severity=warningBinaryChangeEvent",
                        "severity=critical")
                    .text("printer-alert-description", "Jam", "Low", "Low", "?", "-"))
            .alerts();
    // then
    assertThat(alerts)
        .containsExactly(
            new PrinterAlert(
                "1.5", 8, Severity.CRITICAL, "trained", "media-path", 1, 3, "Jam", 4711L),
            new PrinterAlert(
                "1.2", 1104, Severity.WARNING, null, "marker-supplies", null, null, "Low", null),
            new PrinterAlert("1.3", 1104, Severity.OTHER, null, null, null, null, "Low", null),
            new PrinterAlert("1.4", 2, Severity.WARNING, null, null, null, null, "?", null));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "3, none, IDLE, ''",
    "4, none, PRINTING, ''",
    "5, media-jam-error, DOWN, jammed",
    "5, paused, OTHER, ''",
    "3, toner-low-warning, IDLE, low-toner",
    "3, cover-open-report, IDLE, door-open",
    "9, none, UNKNOWN, ''"
  })
  void reads_what_a_printer_does(int state, String reason, State read, String condition)
      throws Exception {
    // when
    PrinterFacts facts =
        facts(IppBytes.successful(1).state(state).keywords("printer-state-reasons", reason));
    // then
    assertThat(facts.status().state()).isEqualTo(read);
    assertThat(String.join(",", facts.status().conditions())).isEqualTo(condition);
  }

  @Test
  void reads_the_counters_that_some_have() throws Exception {
    // when
    PrinterFacts facts =
        facts(
            IppBytes.successful(1)
                .integers("printer-impressions-completed", 33_810)
                .integers("printer-media-sheets-completed", -2));
    // then
    assertThat(facts.meters())
        .containsExactly(
            new Meter(
                "total-impressions",
                null,
                "impressions",
                33_810,
                null,
                "ipp:printer-impressions-completed"));
  }

  private static Supply supply(
      String index, String type, SupplyClass supplyClass, String colour, SupplyLevel level) {
    return new Supply(index, type, supplyClass, colour, null, null, "ipp:printer-supply", level);
  }

  private static PrinterFacts facts(IppBytes bytes) throws Exception {
    InetAddress printer = InetAddress.getByName("192.0.2.7");
    return IppFacts.of(IppAnswer.decode(bytes.end()), printer, ProfileSet.bundled());
  }
}
