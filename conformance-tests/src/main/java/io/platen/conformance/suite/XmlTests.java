package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_RPT_026;
import static io.platen.protocol.Requirement.PLT_XML_001;
import static io.platen.protocol.Requirement.PLT_XML_002;
import static io.platen.protocol.Requirement.PLT_XML_003;
import static io.platen.protocol.Requirement.PLT_XML_004;
import static io.platen.protocol.Requirement.PLT_XML_005;
import static io.platen.protocol.Requirement.PLT_XML_006;
import static io.platen.protocol.Requirement.PLT_XML_016;
import static io.platen.protocol.Requirement.PLT_XML_017;
import static io.platen.protocol.Requirement.PLT_XML_018;
import static io.platen.protocol.Requirement.PLT_XML_019;
import static io.platen.protocol.Requirement.PLT_XML_020;
import static io.platen.protocol.Requirement.PLT_XML_021;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a document may be, and what a server takes from none. */
final class XmlTests {
  private static final String READER =
      "Every document goes through one hardened reader that knows no document type.";

  @Verifies(negative = PLT_XML_001)
  void refuses_a_body_that_is_not_xml(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.report("{\"kind\": \"full\"}");
    // then
    checks.problem(PLT_XML_001, exchange, ProblemType.MALFORMED, "JSON is no document here.");
  }

  @Verifies(negative = {PLT_XML_001, PLT_RPT_026})
  void refuses_a_document_that_breaks_off_and_keeps_its_sequence_free(
      ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    String whole = report.text();
    // when
    Exchange half = server.report(whole.substring(0, whole.length() - 4));
    Exchange again = server.report(whole);
    // then
    checks.problem(PLT_XML_001, half, ProblemType.MALFORMED, READER);
    checks.receipt(
        PLT_RPT_026,
        again,
        report.receipt(),
        "What was refused must not count as received: the device sends it again, whole.");
  }

  @Verifies(negative = PLT_XML_003)
  void refuses_bytes_that_are_not_utf_8(ServerUnderTest server, Checks checks) {
    // given
    String report = ReportDocument.full(server).withAttributes("software=\"\u00e9\"").text();
    Body body = Body.of(report.getBytes(StandardCharsets.ISO_8859_1));
    // when
    Exchange exchange =
        server.send(Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body));
    // then
    checks.problem(PLT_XML_003, exchange, ProblemType.MALFORMED, READER);
  }

  @Verifies(negative = PLT_XML_002)
  void refuses_a_document_that_is_not_utf_8(ServerUnderTest server, Checks checks) {
    // given
    String report = ReportDocument.full(server).text().replace("UTF-8", "UTF-16");
    Body body = Body.of(report.getBytes(StandardCharsets.UTF_16));
    // when
    Exchange exchange =
        server.send(Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body));
    // then
    checks.problem(PLT_XML_002, exchange, ProblemType.UNSUPPORTED_MEDIA_TYPE, READER);
  }

  @Verifies(negative = PLT_XML_004)
  void refuses_a_document_type(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange plain = server.report(report.textAfter("<!DOCTYPE report>"));
    Exchange external =
        server.report(
            report
                .withContent("&outside;")
                .textAfter(
                    "<!DOCTYPE report [<!ENTITY outside SYSTEM \"file:///etc/hostname\">]>"));
    // then
    checks.problem(PLT_XML_004, plain, ProblemType.CONSTRUCT_FORBIDDEN, READER);
    checks.problem(PLT_XML_004, external, ProblemType.CONSTRUCT_FORBIDDEN, READER);
  }

  @Verifies(negative = PLT_XML_005)
  void refuses_a_processing_instruction(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.report(ReportDocument.full(server).textAfter("<?work now?>"));
    // then
    checks.problem(PLT_XML_005, exchange, ProblemType.CONSTRUCT_FORBIDDEN, READER);
  }

  @Verifies(negative = PLT_XML_006)
  void refuses_a_comment(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange before = server.report(report.textAfter("<!-- before -->"));
    Exchange within = server.report(report.withContent("<!-- within -->").text());
    // then
    checks.problem(PLT_XML_006, before, ProblemType.CONSTRUCT_FORBIDDEN, READER);
    checks.problem(PLT_XML_006, within, ProblemType.CONSTRUCT_FORBIDDEN, READER);
  }

  @Verifies(negative = PLT_XML_016)
  void refuses_a_document_that_does_not_follow_its_schema(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange unknown = server.report(report.withContent("<printers/>").text());
    Exchange negative = server.report(report.text().replace("sequence=\"1\"", "sequence=\"-1\""));
    // then
    String hint = "Validate against the schema before anything is stored.";
    checks.problem(PLT_XML_016, unknown, ProblemType.SCHEMA_VIOLATION, hint);
    checks.problem(PLT_XML_016, negative, ProblemType.SCHEMA_VIOLATION, hint);
  }

  @Verifies(negative = PLT_XML_017)
  void refuses_an_unknown_major_version(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.report(ReportDocument.full(server).ofVersion("2.0").text());
    // then
    checks.problem(
        PLT_XML_017,
        exchange,
        ProblemType.VERSION_UNKNOWN,
        "Look at the version before the schema, or the answer hides the reason.");
  }

  @Verifies(positive = PLT_XML_019)
  void takes_a_later_minor_version(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).ofVersion("1.7");
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(PLT_XML_019, exchange, report.receipt(), "Minor versions only add.");
  }

  @Verifies(positive = PLT_XML_020)
  void ignores_what_is_of_another_namespace(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report =
        ReportDocument.full(server)
            .withAttributes("xmlns:x=\"urn:example:vendor\" x:batch=\"7\"")
            .withContent("<x:extra><x:inner at=\"1\">text</x:inner></x:extra>");
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(
        PLT_XML_020,
        exchange,
        report.receipt(),
        "Elements and attributes of unknown namespaces are left out, with what they hold.");
  }

  @Verifies(negative = PLT_XML_018)
  void refuses_what_must_be_understood_and_is_not(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report =
        ReportDocument.full(server)
            .withAttributes("xmlns:x=\"urn:example:vendor\" mustUnderstand=\"urn:example:vendor\"");
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.problem(
        PLT_XML_018,
        exchange,
        ProblemType.MUST_UNDERSTAND,
        "mustUnderstand names what a receiver may not leave out.");
  }

  @Verifies(positive = {PLT_XML_001, PLT_XML_004, PLT_XML_005, PLT_XML_006, PLT_XML_016})
  void accepts_what_only_looks_like_a_forbidden_construct(ServerUnderTest server, Checks checks) {
    // given
    String data = "<![CDATA[<!DOCTYPE a><?work now?><!-- no comment -->]]>&#65;&amp;&lt;";
    ReportDocument report =
        ReportDocument.full(server)
            .withAttributes("software=\"&lt;!-- none --&gt; &lt;?none?&gt;\"")
            .withContent("<x:e xmlns:x=\"urn:example:vendor\">" + data + "</x:e>");
    // when
    Exchange exchange = server.report(report.text());
    // then
    String hint = "Look at what the parser finds, not at the characters of the text.";
    checks.receipt(PLT_XML_001, exchange, report.receipt(), hint);
    checks.receipt(PLT_XML_004, exchange, report.receipt(), hint);
    checks.receipt(PLT_XML_005, exchange, report.receipt(), hint);
    checks.receipt(PLT_XML_006, exchange, report.receipt(), hint);
    checks.receipt(PLT_XML_016, exchange, report.receipt(), hint);
  }

  @Verifies(positive = {PLT_XML_002, PLT_XML_003})
  void accepts_utf_8_of_up_to_four_bytes_with_and_without_a_declaration(
      ServerUnderTest server, Checks checks) {
    // given
    ReportDocument first =
        ReportDocument.full(server).withAttributes("software=\"\u00e9 \u20ac \ud83d\udda8\"");
    ReportDocument second = ReportDocument.full(server).withAttributes("software=\"\u00e9\"");
    // when
    Exchange declared = server.report(first.text());
    Exchange plain = server.report(second.text().replaceFirst("<\\?xml[^>]*\\?>", ""));
    // then
    String hint = "XML without a declaration is UTF-8.";
    checks.receipt(PLT_XML_003, declared, first.receipt(), hint);
    checks.receipt(PLT_XML_002, plain, second.receipt(), hint);
  }

  @Verifies(positive = {PLT_XML_017, PLT_XML_018})
  void accepts_its_own_version_where_nothing_must_be_understood(
      ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).withAttributes("mustUnderstand=\"\"");
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(PLT_XML_017, exchange, report.receipt(), "Version 1.0 is this one.");
    checks.receipt(PLT_XML_018, exchange, report.receipt(), "A list of no names asks for nothing.");
  }

  @Verifies(negative = PLT_XML_019)
  void refuses_in_a_later_minor_version_what_breaks_the_schema(
      ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).ofVersion("1.7").withContent("<printers/>");
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.problem(
        PLT_XML_019,
        exchange,
        ProblemType.SCHEMA_VIOLATION,
        "A later minor version brings elements in namespaces of their own, none in this one.");
  }

  @Verifies(negative = PLT_XML_020)
  void counts_what_it_ignores_towards_the_limits(ServerUnderTest server, Checks checks) {
    // given
    String deep = "<x:d>".repeat(100) + "</x:d>".repeat(100);
    ReportDocument report =
        ReportDocument.full(server)
            .withContent("<x:e xmlns:x=\"urn:example:vendor\">" + deep + "</x:e>");
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.problem(
        PLT_XML_020,
        exchange,
        ProblemType.TOO_LARGE,
        "Count while reading, also in what is ignored.");
  }

  @Verifies(positive = PLT_XML_021)
  void takes_a_report_that_names_a_schema_and_fetches_nothing(ServerUnderTest server, Checks checks)
      throws IOException {
    try (Callback callback = Callback.towards(server.reports())) {
      // given
      ReportDocument report =
          ReportDocument.full(server)
              .withAttributes(
                  "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
                      + "urn:platen:protocol:1 "
                      + callback.uri()
                      + "\"");
      // when
      Exchange exchange = server.report(report.text());
      // then
      checks.receipt(PLT_XML_021, exchange, report.receipt(), "The hint is ignored.");
      fetchesNothing(checks, exchange, callback);
    }
  }

  private static void fetchesNothing(Checks checks, Exchange exchange, Callback callback)
      throws IOException {
    checks.that(
        PLT_XML_021,
        exchange.status() > 0 && !callback.wasVisited(),
        exchange,
        "an HTTP answer, and no connection to " + callback.uri(),
        "Whoever can make a server fetch can look around in its network.");
  }
}
