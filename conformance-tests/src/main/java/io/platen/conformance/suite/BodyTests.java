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

  @Verifies(negative = PLT_LNK_001)
  void judges_a_body_in_gzip_by_what_it_holds(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(gzipped(server, Body.of("no XML at all").gzipped()));
    // then
    checks.problem(
        PLT_LNK_001, exchange, ProblemType.MALFORMED, "What was inflated is read like any other.");
  }

  @Verifies(positive = {PLT_LNK_002, PLT_LNK_003, PLT_LNK_005})
  void accepts_a_body_as_large_as_allowed(ServerUnderTest server, Checks checks) {
    // given
    int bytes = Allowed.bytes(server, checks);
    ReportDocument plain = ReportDocument.full(server).ofBytes(bytes);
    ReportDocument packed = ReportDocument.full(server).ofBytes(bytes);
    // when
    Exchange first = server.report(plain.text());
    Exchange second = server.send(gzipped(server, Body.of(packed.text()).gzipped()));
    // then
    String hint = "What is at the limit of the policy (" + bytes + " bytes) is within it.";
    checks.receipt(PLT_LNK_002, first, plain.receipt(), hint);
    checks.receipt(PLT_LNK_005, first, plain.receipt(), hint);
    checks.receipt(PLT_LNK_003, second, packed.receipt(), hint);
  }

  @Verifies(positive = PLT_LNK_004)
  void accepts_gzip_with_a_file_name_in_its_header(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange exchange = server.send(gzipped(server, named(Body.of(report.text()).gzipped())));
    // then
    checks.receipt(
        PLT_LNK_004,
        exchange,
        report.receipt(),
        "RFC 1952 section 2.3: a member may carry a name, a comment and a checksum of its header.");
  }

  /** RFC 1952 section 2.3: FLG bit 3, and the name behind the ten bytes of the header. */
  private static Body named(Body gzip) {
    byte[] plain = gzip.bytes();
    byte[] name = "report.xml\0".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    byte[] named = new byte[plain.length + name.length];
    System.arraycopy(plain, 0, named, 0, 10);
    named[3] = 8;
    System.arraycopy(name, 0, named, 10, name.length);
    System.arraycopy(plain, 10, named, 10 + name.length, plain.length - 10);
    return Body.of(named);
  }

  private static Request gzipped(ServerUnderTest server, Body body) {
    return Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body)
        .with("Content-Encoding", "gzip");
  }

  private static String spaces(int count) {
    return " ".repeat(count);
  }
}
