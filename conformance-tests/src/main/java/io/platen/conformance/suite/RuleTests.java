package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_GEN_010;
import static io.platen.protocol.Requirement.PLT_LNK_051;
import static io.platen.protocol.Requirement.PLT_RPT_011;
import static io.platen.protocol.Requirement.PLT_RPT_018;
import static io.platen.protocol.Requirement.PLT_RPT_019;
import static io.platen.protocol.Requirement.PLT_RPT_022;
import static io.platen.protocol.Requirement.PLT_RPT_025;
import static io.platen.protocol.Requirement.PLT_RPT_041;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.time.Instant;
import java.util.Locale;

/** What a report must keep to beyond its schema, and what it may do. */
final class RuleTests {
  private static final String BEYOND_THE_SCHEMA =
      "A schema cannot say this; check it before anything is stored.";

  @Verifies(negative = PLT_RPT_011)
  void refuses_a_base_that_does_not_fit(ServerUnderTest server, Checks checks) {
    ReportDocument report = ReportDocument.full(server);
    refuses(server, checks, PLT_RPT_011, report.ofKind("kind=\"delta\""));
    refuses(server, checks, PLT_RPT_011, report.numbered(2).ofKind("kind=\"full\" base=\"1\""));
    refuses(server, checks, PLT_RPT_011, report.numbered(2).ofKind("kind=\"delta\" base=\"2\""));
  }

  @Verifies(negative = PLT_RPT_018)
  void refuses_a_full_report_that_removes(ServerUnderTest server, Checks checks) {
    ReportDocument report = ReportDocument.full(server).withContent("<removed key=\"a\"/>");
    refuses(server, checks, PLT_RPT_018, report);
  }

  @Verifies(negative = PLT_RPT_019)
  void refuses_a_printer_named_twice(ServerUnderTest server, Checks checks) {
    String printer = "<printer key=\"a\" read=\"" + ReportDocument.full(server).created() + "\"/>";
    refuses(
        server, checks, PLT_RPT_019, ReportDocument.full(server).withContent(printer + printer));
  }

  @Verifies(negative = PLT_RPT_022)
  void refuses_two_rows_of_one_index(ServerUnderTest server, Checks checks) {
    ReportDocument report = ReportDocument.full(server);
    String supply = "<supply index=\"1.1\" type=\"toner\" class=\"consumed\"><unknown/></supply>";
    String printer =
        String.format(
            Locale.ROOT,
            "<printer key=\"a\" read=\"%s\"><supplies>%s%s</supplies></printer>",
            report.created(),
            supply,
            supply);
    refuses(server, checks, PLT_RPT_022, report.withContent(printer));
  }

  @Verifies(negative = PLT_RPT_025)
  void refuses_lost_sequences_that_cannot_be(ServerUnderTest server, Checks checks) {
    ReportDocument report = ReportDocument.full(server).numbered(5);
    refuses(server, checks, PLT_RPT_025, report.withContent(lost(3, 2, "outbox-full")));
    refuses(server, checks, PLT_RPT_025, report.withContent(lost(3, 5, "outbox-full")));
    String overlapping = lost(1, 3, "outbox-full") + lost(3, 4, "refused");
    refuses(server, checks, PLT_RPT_025, report.withContent(overlapping));
  }

  @Verifies(negative = PLT_RPT_041)
  void refuses_a_value_of_after_its_printers_reading(ServerUnderTest server, Checks checks) {
    ReportDocument report = ReportDocument.full(server);
    Instant read = report.created();
    String meter = "<meters>" + meterAsOf(read.plusSeconds(1)) + "</meters>";
    String supply =
        "<supplies><supply index=\"1.1\" type=\"toner\" class=\"consumed\" asOf=\""
            + read.plusSeconds(60)
            + "\"><unknown/></supply></supplies>";
    refuses(server, checks, PLT_RPT_041, report.withContent(printer(read, meter)));
    refuses(server, checks, PLT_RPT_041, report.withContent(printer(read, supply)));
  }

  @Verifies(positive = PLT_RPT_041)
  void accepts_a_value_of_before_its_printers_reading(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    Instant read = report.created();
    String meters =
        "<meters>"
            + meterAsOf(read.minusSeconds(3_600)).replace("/>", " by=\"ipp\"/>")
            + "</meters>";
    ReportDocument full = report.withContent(printer(read, meters));
    // when
    Exchange exchange = server.report(full.text());
    // then
    checks.receipt(PLT_RPT_041, exchange, full.receipt(), "An old value says so, and is taken.");
    // and leaves no printer behind
    server.report(report.delta().withContent("<removed key=\"x-conformance\"/>").text());
  }

  private static String printer(Instant read, String parts) {
    return "<printer key=\"x-conformance\" read=\"" + read + "\">" + parts + "</printer>";
  }

  private static String meterAsOf(Instant time) {
    return "<meter name=\"total-impressions\" unit=\"impressions\" value=\"1\" asOf=\""
        + time
        + "\"/>";
  }

  @Verifies(positive = PLT_GEN_010)
  void takes_tokens_that_it_does_not_know(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report =
        ReportDocument.full(server).numbered(5).withContent(lost(2, 4, "x-conformance"));
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(
        PLT_GEN_010,
        exchange,
        report.receipt(),
        "Registries grow without a new version: a token of a later one must not stop a report.");
  }

  @Verifies(positive = PLT_LNK_051)
  void takes_reports_with_a_wrong_time(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument early = ReportDocument.full(server).createdAt(Instant.EPOCH);
    ReportDocument late =
        ReportDocument.full(server).createdAt(Instant.parse("2093-01-01T00:00:00Z"));
    // when
    Exchange first = server.report(early.text());
    Exchange second = server.report(late.text());
    // then
    String hint = "A device whose clock was never set must be heard all the same.";
    checks.receipt(PLT_LNK_051, first, early.receipt(), hint);
    checks.receipt(PLT_LNK_051, second, late.receipt(), hint);
  }

  @Verifies(negative = PLT_GEN_010)
  void refuses_what_has_not_the_form_of_a_token(ServerUnderTest server, Checks checks) {
    ReportDocument report = ReportDocument.full(server).numbered(5);
    refuses(server, checks, PLT_GEN_010, report.withContent(lost(2, 4, "Not a token")));
  }

  @Verifies(negative = PLT_LNK_051)
  void refuses_a_time_that_is_none(ServerUnderTest server, Checks checks) {
    // given
    String report =
        ReportDocument.full(server).text().replaceFirst("created=\"[^\"]*\"", "created=\"noon\"");
    // when
    Exchange exchange = server.report(report);
    // then
    checks.problem(
        PLT_LNK_051,
        exchange,
        ProblemType.SCHEMA_VIOLATION,
        "A wrong time is taken; what is no time at all does not follow the schema.");
  }

  @Verifies(positive = {PLT_RPT_018, PLT_RPT_019})
  void accepts_a_delta_that_removes_printers(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument full = ReportDocument.full(server);
    checks.need(server.report(full.text()).status() == 200, "The server takes no plain report");
    ReportDocument delta = full.delta().withContent("<removed key=\"a\"/><removed key=\"b\"/>");
    // when
    Exchange exchange = server.report(delta.text());
    // then
    String hint = "A delta may remove; each printer is named once.";
    checks.receipt(PLT_RPT_018, exchange, delta.receipt(), hint);
    checks.receipt(PLT_RPT_019, exchange, delta.receipt(), hint);
  }

  @Verifies(positive = PLT_RPT_022)
  void accepts_rows_of_different_indexes(ServerUnderTest server, Checks checks) {
    // given
    String row = "<supply index=\"1.%d\" type=\"toner\" class=\"consumed\"><unknown/></supply>";
    ReportDocument report = ReportDocument.full(server);
    ReportDocument full =
        report.withContent(
            String.format(
                Locale.ROOT,
                "<printer key=\"x-conformance\" read=\"%s\"><supplies>"
                    + row
                    + row
                    + "</supplies>"
                    + "</printer>",
                report.created(),
                1,
                2));
    // when
    Exchange exchange = server.report(full.text());
    // then
    checks.receipt(PLT_RPT_022, exchange, full.receipt(), "The index tells the rows apart.");
    // and leaves no printer behind
    server.report(report.delta().withContent("<removed key=\"x-conformance\"/>").text());
  }

  @Verifies(positive = PLT_RPT_025)
  void accepts_lost_sequences_before_its_own(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report =
        ReportDocument.full(server).numbered(5).withContent(lost(2, 4, "outbox-full"));
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(PLT_RPT_025, exchange, report.receipt(), "What was lost is told, not refused.");
  }

  private static void refuses(
      ServerUnderTest server, Checks checks, Requirement requirement, ReportDocument report) {
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.problem(requirement, exchange, ProblemType.SCHEMA_VIOLATION, BEYOND_THE_SCHEMA);
  }

  private static String lost(long first, long last, String reason) {
    return String.format(
        Locale.ROOT, "<lost first=\"%d\" last=\"%d\" reason=\"%s\"/>", first, last, reason);
  }
}
