package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_XML_007;
import static io.platen.protocol.Requirement.PLT_XML_008;
import static io.platen.protocol.Requirement.PLT_XML_009;
import static io.platen.protocol.Requirement.PLT_XML_010;
import static io.platen.protocol.Requirement.PLT_XML_011;
import static io.platen.protocol.Requirement.PLT_XML_012;
import static io.platen.protocol.Requirement.PLT_XML_013;
import static io.platen.protocol.Requirement.PLT_XML_014;
import static io.platen.protocol.Requirement.PLT_XML_015;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Documents that are small enough and still too much, each above one limit and below all others.
 */
final class LimitTests {
  private static final String AT_THE_LIMIT =
      "What is at the limit is within it: a device that keeps to the table must be heard.";

  @Verifies(negative = PLT_XML_008)
  void refuses_elements_nested_too_deep(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_XML_008, "<g>".repeat(100) + "</g>".repeat(100), "");
  }

  @Verifies(negative = PLT_XML_009)
  void refuses_too_many_attributes(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_XML_009, "", attributes("a%d=\"\"", 40));
  }

  @Verifies(negative = PLT_XML_010)
  void refuses_too_long_a_name(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_XML_010, "<" + "n".repeat(200) + "/>", "");
  }

  @Verifies(negative = PLT_XML_011)
  void refuses_too_many_tags(ServerUnderTest server, Checks checks) {
    String group = "<g>" + "<a/>".repeat(4_000) + "</g>";
    refuses(server, checks, PLT_XML_011, group.repeat(8), "");
  }

  @Verifies(negative = PLT_XML_012)
  void refuses_too_many_children(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_XML_012, "<a/>".repeat(6_000), "");
  }

  @Verifies(negative = PLT_XML_013)
  void refuses_too_long_a_value(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_XML_013, "", "a=\"" + "v".repeat(5_000) + "\"");
  }

  @Verifies(negative = PLT_XML_014)
  void refuses_too_long_a_text(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_XML_014, "t".repeat(20_000), "");
  }

  @Verifies(negative = PLT_XML_015)
  void refuses_too_many_namespaces(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_XML_015, "", attributes("xmlns:n%d=\"urn:example:n\"", 20));
  }

  @Verifies(positive = PLT_XML_008)
  void accepts_elements_nested_as_deep_as_allowed(ServerUnderTest server, Checks checks) {
    // 32 levels with the report and the element around
    accepts(server, checks, PLT_XML_008, "<h>".repeat(30) + "</h>".repeat(30));
  }

  @Verifies(positive = PLT_XML_009)
  void accepts_as_many_attributes_as_allowed(ServerUnderTest server, Checks checks) {
    accepts(server, checks, PLT_XML_009, "<h " + attributes("a%d=\"\"", 32) + "/>");
  }

  @Verifies(positive = PLT_XML_010)
  void accepts_a_name_as_long_as_allowed(ServerUnderTest server, Checks checks) {
    accepts(server, checks, PLT_XML_010, "<" + "n".repeat(128) + "/>");
  }

  @Verifies(positive = PLT_XML_011)
  void accepts_nearly_as_many_tags_as_allowed(ServerUnderTest server, Checks checks) {
    String group = "<h>" + "<a/>".repeat(4_900) + "</h>";
    accepts(server, checks, PLT_XML_011, group.repeat(5));
  }

  @Verifies(positive = PLT_XML_012)
  void accepts_as_many_children_as_allowed(ServerUnderTest server, Checks checks) {
    accepts(server, checks, PLT_XML_012, "<a/>".repeat(5_000));
  }

  @Verifies(positive = PLT_XML_013)
  void accepts_a_value_as_long_as_allowed(ServerUnderTest server, Checks checks) {
    accepts(server, checks, PLT_XML_013, "<h a=\"" + "v".repeat(4_096) + "\"/>");
  }

  @Verifies(positive = PLT_XML_014)
  void accepts_a_text_as_long_as_allowed(ServerUnderTest server, Checks checks) {
    accepts(server, checks, PLT_XML_014, "t".repeat(16_384));
  }

  @Verifies(positive = PLT_XML_015)
  void accepts_as_many_namespaces_as_allowed(ServerUnderTest server, Checks checks) {
    accepts(
        server, checks, PLT_XML_015, "<h " + attributes("xmlns:n%d=\"urn:example:n\"", 16) + "/>");
  }

  @Verifies(positive = PLT_XML_007)
  void accepts_a_document_of_as_many_bytes_as_allowed(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).ofBytes(Allowed.bytes(server, checks));
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(PLT_XML_007, exchange, report.receipt(), AT_THE_LIMIT);
  }

  @Verifies(negative = PLT_XML_007)
  void refuses_one_byte_too_many_before_it_parses(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server).ofBytes(Allowed.bytes(server, checks) + 1);
    // when: as large, but no XML any more
    Exchange exchange = server.report(report.text().replace("</report>", "</repor>>"));
    // then
    checks.problem(
        PLT_XML_007,
        exchange,
        ProblemType.TOO_LARGE,
        "Count the bytes first: parsing is what the limit protects from.");
  }

  /** Within an element of a namespace that is ignored, at one limit and below all others. */
  private static void accepts(
      ServerUnderTest server, Checks checks, Requirement requirement, String content) {
    // given
    ReportDocument report =
        ReportDocument.full(server)
            .withContent("<g xmlns=\"urn:example:large\">" + content + "</g>");
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.receipt(requirement, exchange, report.receipt(), AT_THE_LIMIT);
  }

  private static String attributes(String form, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> String.format(Locale.ROOT, form, number))
        .collect(Collectors.joining(" "));
  }

  /** Within an element of a namespace that is ignored: the limits hold for that, too. */
  private static void refuses(
      ServerUnderTest server,
      Checks checks,
      Requirement requirement,
      String content,
      String attributes) {
    // given
    String element = "<g xmlns=\"urn:example:large\" " + attributes + ">" + content + "</g>";
    // when
    Exchange exchange = server.report(ReportDocument.full(server).withContent(element).text());
    // then
    checks.problem(
        requirement,
        exchange,
        ProblemType.TOO_LARGE,
        "Count while reading, also in what is ignored: it costs as much as what is not.");
  }
}
