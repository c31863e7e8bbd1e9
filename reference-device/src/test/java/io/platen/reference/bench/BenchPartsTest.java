package io.platen.reference.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BenchPartsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  @Test
  void an_upload_is_a_valid_delta_of_21_rows_on_the_one_before() throws Exception {
    // given
    SampleReports reports = new SampleReports(UUID.randomUUID(), UUID.randomUUID());
    // when
    Report report = ReportCodec.read(inflate(reports.body(7, NOW)));
    // then
    int values = 0;
    for (PrinterReport printer : report.printers()) {
      values += printer.meters().size() + printer.supplies().size();
    }
    assertThat(report.base()).isEqualTo(6);
    assertThat(1 + values).isEqualTo(21).isEqualTo(SampleReports.ROWS);
  }

  @Test
  void the_first_upload_is_full_and_a_repeated_one_has_the_same_octets() throws Exception {
    // given
    SampleReports reports = new SampleReports(UUID.randomUUID(), UUID.randomUUID());
    // then
    assertThat(ReportCodec.read(inflate(reports.body(1, NOW))).kind()).isEqualTo(Report.Kind.FULL);
    assertThat(reports.body(2, NOW)).isEqualTo(reports.body(2, NOW));
  }

  @Test
  void a_missing_report_is_lost_and_so_is_one_without_all_of_its_readings() {
    assertThat(StoredReports.judge(1, 8)).isEqualTo(new StoredReports.Verdict(0, 0));
    assertThat(StoredReports.judge(0, 0)).isEqualTo(new StoredReports.Verdict(1, 0));
    assertThat(StoredReports.judge(1, 7)).isEqualTo(new StoredReports.Verdict(1, 0));
  }

  @Test
  void a_report_with_more_readings_than_it_had_is_doubled() {
    assertThat(StoredReports.judge(2, 16)).isEqualTo(new StoredReports.Verdict(0, 1));
    assertThat(StoredReports.judge(1, 16)).isEqualTo(new StoredReports.Verdict(0, 1));
  }

  @Test
  void the_system_tells_what_a_process_cost() {
    // given
    ProcessHandle self = ProcessHandle.current();
    // then
    assertThat(ProcessTimes.cpu(self.pid())).isGreaterThan(Duration.ZERO);
    assertThat(ProcessTimes.cpuOfTree(self))
        .isGreaterThanOrEqualTo(ProcessTimes.cpu(self.pid()).minusMillis(10));
    assertThat(ProcessTimes.kilobytes(self.pid(), "VmRSS")).isGreaterThan(10_000);
  }

  private static byte[] inflate(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }
}
