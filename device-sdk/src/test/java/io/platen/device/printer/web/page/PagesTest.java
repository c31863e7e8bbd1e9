package io.platen.device.printer.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.platen.device.testing.TestPages;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.profile.PrinterProfile.PageKind;
import org.junit.jupiter.api.Test;

/** What is read of pages of invented printers. */
class PagesTest {
  private static final String CSV = "/etc/mnt_info.csv";

  @Test
  void reads_meters_of_brothers_maintenance_page_by_their_columns_names() {
    // when
    PrinterFacts facts = brother(TestPages.maintenanceCsv());

    // then
    assertThat(facts.meters())
        .extracting(Meter::name, Meter::value)
        .containsExactlyInAnyOrder(
            tuple("total-impressions", 48213L),
            tuple("copy-impressions", 6011L),
            tuple("print-impressions", 41000L),
            tuple("fax-impressions", 1100L),
            tuple("other-impressions", 102L),
            tuple("drum-impressions", 9120L),
            tuple("feeder-pages", 5500L),
            tuple("flatbed-pages", 720L),
            tuple("scanned-pages", 6220L),
            tuple("paper-jams", 29L),
            tuple("scanner-jams", 4L),
            tuple("replaced-black-cartridges", 17L),
            tuple("replaced-drums", 3L));
    assertThat(facts.meters())
        .filteredOn(meter -> meter.name().equals("copy-impressions"))
        .containsExactly(
            new Meter(
                "copy-impressions",
                null,
                "impressions",
                6011,
                "Copy",
                "web:/etc/mnt_info.csv#Copy"));
  }

  @Test
  void takes_other_functions_for_the_meter_and_not_other_paper_sizes() {
    assertThat(brother(TestPages.maintenanceCsv()).meters())
        .filteredOn(meter -> meter.name().equals("other-impressions"))
        .extracting(Meter::value)
        .containsExactly(102L);
    assertThat(brother(TestPages.colourMaintenanceCsv()).meters())
        .extracting(Meter::name)
        .doesNotContain("other-impressions");
  }

  @Test
  void reads_what_is_left_of_drum_and_toner_and_who_the_printer_is() {
    // when
    PrinterFacts facts = brother(TestPages.maintenanceCsv());

    // then
    assertThat(facts.supplies())
        .extracting(Supply::type, Supply::colorant, supply -> supply.level().percent().getAsInt())
        .containsExactly(tuple("opc", null, 61), tuple("toner", "black", 35));
    assertThat(facts.identity().serial()).isEqualTo("T70000A1B234567");
    assertThat(facts.identity().source()).isEqualTo("web:/etc/mnt_info.csv#Serial%20No.");
    assertThat(facts.identity().firmware()).isEqualTo("7.31");
    assertThat(facts.identity().hostName()).isEqualTo("BRNTESTER");
    assertThat(facts.identity().location()).isEqualTo("Hall 3");
  }

  @Test
  void reads_a_maintenance_page_without_quotes_in_other_capitals_and_with_fewer_columns() {
    // when
    PrinterFacts facts = brother(TestPages.colourMaintenanceCsv());

    // then
    assertThat(facts.meters())
        .extracting(Meter::name, Meter::value)
        .containsExactlyInAnyOrder(
            tuple("total-impressions", 7205L), tuple("replaced-cyan-cartridges", 2L));
    assertThat(facts.supplies())
        .extracting(Supply::description, Supply::type, Supply::colorant, Supply::level)
        .containsExactly(
            tuple("Toner Black (BK)", "toner", "black", percent(80)),
            tuple("Toner Cyan (C)", "toner", "cyan", percent(40)),
            tuple("Belt Unit", "transfer-unit", null, percent(90)),
            tuple(
                "Fuser Unit", "fuser", null, new SupplyLevel.Measured(61234, null, "impressions")));
    assertThat(facts.supplies().get(3).source())
        .isEqualTo("web:/etc/mnt_info.csv#Remaining%20Life(Fuser%20Unit)");
  }

  @Test
  void reads_no_figure_that_was_cut_off_in_half_a_page() {
    // given
    String whole = "Model Name,Serial No.,Page Counter,Copy\nBrother X,T7,1200,34567\n";
    String page = TestPages.maintenanceCsv();

    // when, then
    assertThat(brother(whole.substring(0, whole.length() - 3)).meters())
        .extracting(Meter::name)
        .containsExactly("total-impressions");
    for (int length = 0; length < page.length(); length++) {
      Pages.read(PageKind.BROTHER_MAINTENANCE_CSV, page.substring(0, length), CSV)
          .ifPresent(half -> assertThat(brother(page).meters()).containsAll(half.meters()));
    }
  }

  @Test
  void takes_a_page_for_a_log_in_for_none_of_these() {
    for (PageKind kind : PageKind.values()) {
      assertThat(Pages.read(kind, "<html><form>Password, please</form></html>", "/x")).isEmpty();
      assertThat(Pages.read(kind, "", "/x")).isEmpty();
    }
    assertThat(Pages.read(PageKind.LEXMARK_STATUS, TestPages.emptyLexmarkStatus(), "/x")).isEmpty();
  }

  @Test
  void reads_lexmarks_statistics_by_the_margins_of_its_rows() {
    // when
    PrinterFacts facts = lexmark(TestPages.lexmarkStatistics());

    // then
    assertThat(facts.meters())
        .extracting(Meter::name, Meter::value)
        .containsExactlyInAnyOrder(
            tuple("total-impressions", 31415L),
            tuple("mono-print-impressions", 20000L),
            tuple("colour-print-impressions", 9000L),
            tuple("copy-impressions", 2400L),
            tuple("mono-copy-impressions", 2000L),
            tuple("colour-copy-impressions", 400L),
            tuple("mono-fax-impressions", 15L),
            tuple("copy-scanned-pages", 1900L),
            tuple("scan-to-network-pages", 640L),
            tuple("scanned-pages", 2540L));
    assertThat(facts.meters().get(1).source())
        .isEqualTo("web:/stats#Media%20Printed%20Side%20Count/Print/Mono");
    assertThat(facts.supplies())
        .extracting(Supply::description, Supply::type, Supply::level)
        .containsExactly(
            tuple("Black Toner", "toner", percent(60)), tuple("Imaging Unit", "opc", percent(85)));
  }

  @Test
  void counts_sides_that_were_printed_and_not_those_that_were_picked() {
    assertThat(lexmark(TestPages.olderLexmarkStatistics()).meters())
        .extracting(Meter::name, Meter::value)
        .containsExactlyInAnyOrder(
            tuple("mono-print-impressions", 5100L), tuple("mono-copy-impressions", 420L));
  }

  @Test
  void reads_supplies_trays_and_numbers_of_lexmarks_status_and_no_meters() {
    // when
    PrinterFacts facts =
        Pages.read(PageKind.LEXMARK_STATUS, TestPages.lexmarkStatus(), "/s?c=Status").orElseThrow();

    // then
    assertThat(facts.meters()).isEmpty();
    assertThat(facts.identity().serial()).isEqualTo("7999000TESTER");
    assertThat(facts.identity().firmware()).isEqualTo("CXTST.081.204");
    assertThat(facts.supplies())
        .extracting(Supply::description, Supply::type, Supply::colorant, Supply::level)
        .containsExactly(
            tuple("Black Toner", "toner", "black", percent(72)),
            tuple("Cyan Toner", "toner", "cyan", percent(9)),
            tuple("Black Imaging Kit", "opc", "black", percent(88)),
            tuple("Waste Toner Bottle", "waste-toner", null, new SupplyLevel.Unknown()),
            tuple("Maintenance Kit", "other", null, new SupplyLevel.Unknown()));
    assertThat(facts.supplies().get(0).serial()).isEqualTo("CAX0000000T1");
    assertThat(facts.supplies().get(0).source())
        .isEqualTo("web:/s?c=Status#supplies/Black%20Toner");
    assertThat(facts.supplies().get(3).supplyClass()).isEqualTo(SupplyClass.RECEPTACLE);
    assertThat(facts.trays())
        .extracting(Tray::description, Tray::level, Tray::source)
        .containsExactly(
            tuple("Tray 1", percent(50), "web:/s?c=Status#inputs/Tray%201"),
            tuple(
                "Multipurpose Feeder", percent(0), "web:/s?c=Status#inputs/Multipurpose%20Feeder"));
  }

  @Test
  void takes_half_a_status_for_none() {
    String page = TestPages.lexmarkStatus().strip();
    for (int length = 0; length < page.length(); length++) {
      assertThat(Pages.read(PageKind.LEXMARK_STATUS, page.substring(0, length), "/s")).isEmpty();
    }
    assertThat(Pages.read(PageKind.LEXMARK_STATUS, page + "}", "/s")).isEmpty();
  }

  @Test
  void gives_only_text_that_a_report_can_carry() {
    // given
    String page =
        "{\"nodes\":{\"supplies\":{\"Black\\u0000\\uD800\\uFFFF Toner"
            + "x".repeat(400)
            + "\":{\"percentFull\":5}}}}";

    // when
    Supply supply = Pages.read(PageKind.LEXMARK_STATUS, page, "/s").orElseThrow().supplies().get(0);

    // then
    assertThat(supply.description()).startsWith("Black  Toner").hasSize(255);
    assertThat(supply.source()).hasSizeLessThanOrEqualTo(255);
  }

  private static SupplyLevel percent(long share) {
    return new SupplyLevel.Measured(share, 100L, "percent");
  }

  private static PrinterFacts brother(String page) {
    return Pages.read(PageKind.BROTHER_MAINTENANCE_CSV, page, CSV).orElseThrow();
  }

  private static PrinterFacts lexmark(String page) {
    return Pages.read(PageKind.LEXMARK_STATISTICS, page, "/stats").orElseThrow();
  }
}
