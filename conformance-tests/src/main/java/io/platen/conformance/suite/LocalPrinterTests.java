package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LPA_030;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.util.Locale;

/** Printers that a local agent answers for. */
final class LocalPrinterTests {
  @Verifies(positive = PLT_LPA_030)
  void takes_a_printer_with_the_agent_that_answers_for_it(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    ReportDocument told = report.withContent(printer(report, "front-desk"));
    // when
    Exchange exchange = server.report(told.text());
    server.report(told.numbered(2).withContent("").text()); // takes it out of the fleet again
    // then
    checks.receipt(
        PLT_LPA_030, exchange, told.receipt(), "The identity names the agent's host in via.");
  }

  @Verifies(negative = PLT_LPA_030)
  void refuses_a_host_that_the_schema_does_not_allow(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange exchange = server.report(report.withContent(printer(report, "a".repeat(256))).text());
    // then
    checks.problem(
        PLT_LPA_030, exchange, ProblemType.SCHEMA_VIOLATION, "It has at most 255 characters.");
  }

  private static String printer(ReportDocument report, String via) {
    return String.format(
        Locale.ROOT,
        "<printer key=\"sn-x-conformance-local\" read=\"%s\"><identity><model>X</model><via>%s</via>"
            + "</identity></printer>",
        report.created(),
        via);
  }
}
