package io.platen.device.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.platen.device.printer.web.page.Pages;
import io.platen.device.testing.TestPages;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.profile.PrinterProfile.PageKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a printer's web server answers, it is read or it is not: nothing is thrown, and what is
 * read fits into a report. In a build, the seeds and all that was ever found are played;
 * CONTRIBUTING tells how to search for more.
 */
class PagesFuzzTest {
  private static final int LONGEST_TEXT = 255;

  @MethodSource("pages")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_brothers_csv(byte[] page) {
    read(PageKind.BROTHER_MAINTENANCE_CSV, page);
  }

  @MethodSource("pages")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_lexmarks_html(byte[] page) {
    read(PageKind.LEXMARK_STATISTICS, page);
  }

  @MethodSource("pages")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_lexmarks_json(byte[] page) {
    read(PageKind.LEXMARK_STATUS, page);
  }

  static List<byte[]> pages() {
    return TestPages.all().stream().map(page -> page.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static void read(PageKind kind, byte[] page) {
    Pages.read(kind, new String(page, StandardCharsets.UTF_8), "/page")
        .ifPresent(PagesFuzzTest::demandFit);
  }

  private static void demandFit(PrinterFacts facts) {
    demandFit(facts.identity().serial());
    demandFit(facts.identity().firmware());
    demandFit(facts.identity().model());
    demandFit(facts.identity().hostName());
    demandFit(facts.identity().location());
    for (Meter meter : facts.meters()) {
      demandFit(meter.label());
      demandForm(meter.source());
    }
    assertThat(facts.meters().stream().map(Meter::name)).doesNotHaveDuplicates();
    for (Supply supply : facts.supplies()) {
      demandFit(supply.description());
      demandFit(supply.serial());
      demandForm(supply.source());
      supply.level().percent().ifPresent(share -> assertThat(share).isBetween(0, 100));
    }
    assertThat(facts.supplies().stream().map(Supply::index)).doesNotHaveDuplicates();
    for (Tray tray : facts.trays()) {
      demandFit(tray.description());
    }
  }

  /** PLT-RPT-038. */
  private static void demandForm(String source) {
    assertThat(source).hasSizeLessThanOrEqualTo(LONGEST_TEXT).matches("web:/page#[!-*,-~]*");
  }

  /** XML 1.0 section 2.2, and the schema's ShortText. */
  private static void demandFit(String text) {
    if (text != null) {
      assertThat(text.length()).isLessThanOrEqualTo(LONGEST_TEXT);
      assertThat(text.codePoints())
          .allMatch(c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF));
    }
  }
}
