package io.platen.protocol.codec;

import static io.platen.protocol.Requirement.PLT_RPT_038;
import static io.platen.protocol.Requirement.PLT_XML_030;
import static io.platen.protocol.Requirement.PLT_XML_032;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void reads_back_the_report_that_it_wrote(String name, Report report) throws Exception {
    // given
    byte[] xml = ReportCodec.write(report);

    // when
    Report read = ReportCodec.read(xml);

    // then
    assertThat(read).isEqualTo(report);
  }

  static Stream<Arguments> reports() {
    return Stream.of(
        Arguments.of("a full report", Documents.full()),
        Arguments.of("a delta", Documents.delta()),
        Arguments.of("with updates", Documents.delta().with(Documents.updates())));
  }

  @Test
  void reads_back_the_sync_document_that_it_wrote() throws Exception {
    // when
    byte[] xml = SyncCodec.write(Documents.sync());

    // then
    assertThat(SyncCodec.read(xml)).isEqualTo(Documents.sync());
    assertThat(SyncCodec.write(Documents.sync())).isEqualTo(xml);
  }

  @Test
  void reads_back_the_receipt_that_it_wrote() throws Exception {
    // given
    Receipt receipt = new Receipt(Documents.DEVICE, Documents.EPOCH, 7);

    // when
    byte[] xml = ReceiptCodec.write(receipt);

    // then
    assertThat(ReceiptCodec.read(xml)).isEqualTo(receipt);
  }

  @Test
  void reads_back_the_problem_that_it_wrote() throws Exception {
    for (ProblemType type : ProblemType.values()) {
      // given
      Problem problem = new Problem(type, "Why & what to do", "trace-1", 30L, "PLT-RPT-008");

      // when
      byte[] xml = ProblemCodec.write(problem);

      // then
      assertThat(ProblemCodec.read(xml)).isEqualTo(problem);
    }
  }

  @Test
  @Verifies(positive = PLT_XML_030)
  void writes_plain_utf_8_without_prefixes() {
    // when
    String xml = new String(ReportCodec.write(Documents.full()), StandardCharsets.UTF_8);

    // then
    assertThat(xml).contains("<report xmlns=\"urn:platen:protocol:1\"").contains("\u00fcber");
  }

  @Test
  @Verifies(positive = PLT_XML_032, negative = PLT_XML_030)
  void makes_texts_of_printers_fit() throws Exception {
    // given
    PrinterIdentity odd =
        PrinterIdentity.builder()
            .location("a\u0000b\uD800c")
            .hostName("&<>\"'".repeat(51))
            .sysDescr("\uD83D\uDDA8".repeat(900))
            .build();
    Report report = withPrinter(identified(odd));

    // when
    Report read = ReportCodec.read(ReportCodec.write(report));

    // then
    PrinterIdentity identity = read.printers().get(0).identity();
    assertThat(identity.location()).isEqualTo("a\uFFFDb\uFFFDc");
    assertThat(identity.hostName()).isEqualTo(odd.hostName());
    assertThat(identity.sysDescr()).isEqualTo("\uD83D\uDDA8".repeat(512));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "1.3.6.1.2.1.43.10,1.3.6.1.2.1.43.10",
    "1.3.6.1#6F+1.3.6.2,1.3.6.1#6F+1.3.6.2",
    "web:/a%20b#c,web:/a%20b#c",
    "the web,",
    "Toner: low,",
    "1.3.6.,"
  })
  @Verifies(positive = PLT_RPT_038, negative = PLT_RPT_038)
  void writes_a_source_in_its_form_or_not_at_all(String source, String written) throws Exception {
    // given
    Meter meter = new Meter("total-impressions", null, "impressions", 1, null, source);

    // then
    assertThat(written(meter).source()).isEqualTo(written);
  }

  @Test
  @Verifies(positive = PLT_RPT_038)
  void names_as_many_parts_of_a_long_sum_as_there_is_room_for() throws Exception {
    // given
    String part = "1.3.6.1.4.1.32473." + "1".repeat(81);
    Meter meter =
        new Meter(
            "total-impressions", null, "impressions", 1, null, part + "+" + part + "+" + part);

    // then
    assertThat(written(meter).source()).isEqualTo(part + "+" + part);
  }

  private static Meter written(Meter meter) throws Exception {
    PrinterReport printer =
        new PrinterReport("k", Documents.CREATED, null, null, List.of(meter), null, null, null);
    return ReportCodec.read(ReportCodec.write(withPrinter(printer)))
        .printers()
        .get(0)
        .meters()
        .get(0);
  }

  @Test
  void does_not_write_what_the_peer_would_refuse() {
    // given
    PrinterReport odd = PrinterReport.whole("not a key!", Documents.CREATED, Documents.facts());

    // then
    assertThatThrownBy(() -> ReportCodec.write(withPrinter(odd)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a key!");
  }

  @Test
  void is_read_by_many_threads_at_once() {
    // given
    byte[] xml = ReportCodec.write(Documents.full());

    // when
    List<Report> read =
        IntStream.range(0, 200).parallel().mapToObj(i -> readUnchecked(xml)).toList();

    // then
    assertThat(read).hasSize(200).containsOnly(Documents.full());
  }

  @Test
  void keeps_an_amount_above_the_capacity_as_it_is() throws Exception {
    // given
    SupplyLevel.Measured level = new SupplyLevel.Measured(150, 100L, "percent");
    PrinterReport printer =
        new PrinterReport(
            "k",
            Documents.CREATED,
            null,
            null,
            null,
            List.of(Documents.supply("1.1", level)),
            null,
            null);

    // when
    Report read = ReportCodec.read(ReportCodec.write(withPrinter(printer)));

    // then
    assertThat(read.printers().get(0).supplies().get(0).level()).isEqualTo(level);
  }

  private static Report readUnchecked(byte[] xml) {
    try {
      return ReportCodec.read(xml);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static PrinterReport identified(PrinterIdentity identity) {
    return new PrinterReport("k", Documents.CREATED, identity, null, null, null, null, null);
  }

  private static Report withPrinter(PrinterReport printer) {
    Report full = Documents.full();
    return new Report(
        full.device(),
        full.epoch(),
        full.sequence(),
        full.kind(),
        null,
        full.created(),
        full.clock(),
        full.software(),
        List.of(),
        List.of(printer),
        List.of());
  }
}
