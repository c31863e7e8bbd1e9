package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_RPT_003;
import static io.platen.protocol.Requirement.PLT_RPT_004;
import static io.platen.protocol.Requirement.PLT_RPT_007;
import static io.platen.protocol.Requirement.PLT_RPT_008;
import static io.platen.protocol.Requirement.PLT_RPT_009;
import static io.platen.protocol.Requirement.PLT_RPT_011;
import static io.platen.protocol.Requirement.PLT_RPT_013;
import static io.platen.protocol.Requirement.PLT_RPT_026;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.util.UUID;

/** Reports, their receipts, and what makes them durable exactly once. */
final class ReportTests {
  private static final String ACCEPT =
      "Answer 200 with a receipt document once the report is committed.";
  private static final String REMEMBER =
      "Remember device, epoch and sequence with a digest of the body, in the same transaction.";

  @Verifies(positive = PLT_RPT_004)
  void accepts_a_full_report_with_a_receipt(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(PLT_RPT_004, exchange, report.receipt(), ACCEPT);
  }

  @Verifies(positive = PLT_RPT_007)
  void answers_the_same_report_with_the_same_receipt(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    accepted(server, checks, report);
    // when
    Exchange again = server.report(report.text());
    // then
    checks.receipt(PLT_RPT_007, again, report.receipt(), REMEMBER);
  }

  @Verifies(negative = PLT_RPT_009)
  void remembers_over_both_update_hosts(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    accepted(server, checks, report);
    // when
    Exchange other =
        server.send(
            Request.post(
                server.reportsOfSecondHost(),
                ServerUnderTest.MEDIA_TYPE,
                Body.of(report.changed().text())));
    // then
    checks.problem(
        PLT_RPT_009,
        other,
        ProblemType.SEQUENCE_REUSED,
        "Both update hosts must look at the same record of what was received.");
  }

  @Verifies(negative = {PLT_RPT_008, PLT_RPT_007})
  void refuses_a_used_sequence_with_another_body(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    accepted(server, checks, report);
    // when
    Exchange other = server.report(report.changed().text());
    Exchange again = server.report(report.text());
    // then
    checks.problem(PLT_RPT_008, other, ProblemType.SEQUENCE_REUSED, REMEMBER);
    checks.receipt(
        PLT_RPT_007, again, report.receipt(), "The refusal must leave the first as it is.");
  }

  @Verifies(positive = PLT_RPT_004)
  void accepts_a_delta_on_an_acknowledged_base(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument full = ReportDocument.full(server);
    accepted(server, checks, full);
    // when
    Exchange exchange = server.report(full.delta().text());
    // then
    checks.receipt(PLT_RPT_004, exchange, full.delta().receipt(), ACCEPT);
  }

  @Verifies(negative = PLT_RPT_013)
  void asks_for_a_full_report_when_it_lacks_the_base(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument delta = ReportDocument.full(server).deltaOn(41, 42);
    // when
    Exchange exchange = server.report(delta.text());
    // then
    checks.problem(
        PLT_RPT_013,
        exchange,
        ProblemType.BASE_UNKNOWN,
        "A delta is understood only on a report that this server has acknowledged.");
  }

  @Verifies(negative = PLT_RPT_003)
  void refuses_a_report_in_the_name_of_another_device(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).ofDevice(UUID.randomUUID());
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.problem(
        PLT_RPT_003,
        exchange,
        ProblemType.DEVICE_MISMATCH,
        "The device that the document names must be the one in the TLS certificate.");
  }

  @Verifies(positive = PLT_RPT_003)
  void accepts_a_report_of_the_device_itself(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(PLT_RPT_003, exchange, report.receipt(), "The receipt names the same device.");
  }

  @Verifies(negative = PLT_RPT_004)
  void gives_no_receipt_for_what_it_refused(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.report(ReportDocument.full(server).deltaOn(41, 42).text());
    // then
    checks.that(
        PLT_RPT_004,
        exchange.status() >= 400,
        exchange,
        "a problem, and no receipt",
        "A receipt promises that all of the report is durable.");
  }

  @Verifies(positive = PLT_RPT_008)
  void accepts_another_body_under_the_next_sequence(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    accepted(server, checks, report);
    ReportDocument next = report.changed().numbered(2);
    // when
    Exchange exchange = server.report(next.text());
    // then
    checks.receipt(PLT_RPT_008, exchange, next.receipt(), ACCEPT);
  }

  @Verifies(positive = PLT_RPT_009)
  void gives_the_same_receipt_on_the_other_update_host(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    accepted(server, checks, report);
    // when
    Exchange other =
        server.send(
            Request.post(
                server.reportsOfSecondHost(), ServerUnderTest.MEDIA_TYPE, Body.of(report.text())));
    // then
    checks.receipt(PLT_RPT_009, other, report.receipt(), REMEMBER);
  }

  @Verifies(positive = {PLT_RPT_011, PLT_RPT_013})
  void accepts_a_delta_on_a_delta(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument full = ReportDocument.full(server);
    accepted(server, checks, full);
    accepted(server, checks, full.delta());
    ReportDocument third = full.deltaOn(2, 3);
    // when
    Exchange exchange = server.report(third.text());
    // then
    checks.receipt(PLT_RPT_011, exchange, third.receipt(), ACCEPT);
    checks.receipt(PLT_RPT_013, exchange, third.receipt(), ACCEPT);
  }

  @Verifies(positive = PLT_RPT_026)
  void accepts_a_full_report_under_the_number_of_a_refused_delta(
      ServerUnderTest server, Checks checks) {
    // given
    ReportDocument full = ReportDocument.full(server).numbered(42);
    Exchange refused = server.report(full.deltaOn(41, 42).text());
    checks.need(refused.status() == 409, "The server takes a delta without its base");
    // when
    Exchange exchange = server.report(full.text());
    // then
    checks.receipt(
        PLT_RPT_026, exchange, full.receipt(), "What was refused must leave its number free.");
  }

  /** What a test builds on; where it fails, another test says why. */
  private static void accepted(ServerUnderTest server, Checks checks, ReportDocument report) {
    Exchange exchange = server.report(report.text());
    checks.need(
        exchange.status() == 200,
        "The server does not accept a plain report: " + exchange.outcome());
  }
}
