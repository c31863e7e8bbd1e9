package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_001;
import static io.platen.protocol.Requirement.PLT_LNK_002;
import static io.platen.protocol.Requirement.PLT_LNK_003;
import static io.platen.protocol.Requirement.PLT_LNK_004;
import static io.platen.protocol.Requirement.PLT_LNK_005;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;

/** Bodies before any parser: their media type, their coding, their size. */
final class BodyTests {
  /** Far above the limit of any policy (256 KiB by default), far below what hurts a server. */
  private static final int TOO_MANY_BYTES = 2 * 1024 * 1024;

  @Verifies(positive = PLT_LNK_001)
  void accepts_a_report_in_gzip(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange exchange = server.send(gzipped(server, Body.of(report.text()).gzipped()));
    // then
    checks.receipt(PLT_LNK_001, exchange, report.receipt(), "Content-Encoding: gzip is required.");
  }

  @Verifies(negative = PLT_LNK_002)
  void refuses_a_body_above_the_limit(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).withContent(spaces(TOO_MANY_BYTES));
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.problem(
        PLT_LNK_002,
        exchange,
        ProblemType.TOO_LARGE,
        "Count the bytes before parsing, and answer before the connection is closed.");
  }

  @Verifies(negative = PLT_LNK_003)
  void refuses_a_small_body_that_inflates_above_the_limit(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).withContent(spaces(16 * TOO_MANY_BYTES));
    Body bomb = Body.of(report.text()).gzipped();
    // when
    Exchange exchange = server.send(gzipped(server, bomb));
    // then
    checks.problem(
        PLT_LNK_003,
        exchange,
        ProblemType.TOO_LARGE,
        "The limit holds for the inflated body; stop inflating when it is passed.");
  }

  @Verifies(negative = PLT_LNK_004)
  void refuses_a_body_that_is_no_gzip_though_it_says_so(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(gzipped(server, Body.of(ReportDocument.full(server).text())));
    // then
    checks.problem(
        PLT_LNK_004,
        exchange,
        ProblemType.MALFORMED,
        "A broken gzip stream is the sender's fault, and no fault of the server.");
  }

  @Verifies(negative = PLT_LNK_005)
  void refuses_another_media_type(ServerUnderTest server, Checks checks) {
    // given
    Body body = Body.of(ReportDocument.full(server).text());
    // when
    Exchange exchange = server.send(Request.post(server.reports(), "text/plain", body));
    // then
    checks.problem(
        PLT_LNK_005,
        exchange,
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "Only " + ServerUnderTest.MEDIA_TYPE + " is a document of the protocol.");
  }

  @Verifies(negative = PLT_LNK_005)
  void refuses_another_content_coding(ServerUnderTest server, Checks checks) {
    // given
    Body body = Body.of(ReportDocument.full(server).text());
    // when
    Exchange exchange =
        server.send(
            Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body)
                .with("Content-Encoding", "compress"));
    // then
    checks.problem(
        PLT_LNK_005,
        exchange,
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "A coding that the server does not know must not be parsed as if it were none.");
  }

  private static Request gzipped(ServerUnderTest server, Body body) {
    return Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body)
        .with("Content-Encoding", "gzip");
  }

  private static String spaces(int count) {
    return " ".repeat(count);
  }
}
