package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_GEN_001;
import static io.platen.protocol.Requirement.PLT_GEN_002;
import static io.platen.protocol.Requirement.PLT_GEN_003;
import static io.platen.protocol.Requirement.PLT_GEN_004;
import static io.platen.protocol.Requirement.PLT_TLS_003;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Paths that are not there, and the form of errors. */
final class ErrorTests {
  private static final UUID ANOTHER = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final String ONE_FORM =
      "Errors of the container and the framework, too, must come as problem documents.";

  private static final Pattern RETRYABLE = Pattern.compile("<(?:\\w+:)?retryable>\\s*(\\w+)\\s*</");
  private static final List<String> NO_RETRY = List.of("false");
  private static final Pattern NAMES_REQUIREMENT =
      Pattern.compile("<(?:\\w+:)?requirement>\\s*PLT-[A-Z]{3}-[0-9]{3}\\s*</");
  private static final Pattern LEAK =
      Pattern.compile("\\.java:\\d|\\bat \\w+(\\.\\w+){2,}\\(|\\b\\w+(\\.\\w+){2,}Exception");

  @Verifies(negative = PLT_GEN_001)
  void answers_an_unknown_path_with_a_problem(ServerUnderTest server, Checks checks) {
    // when
    Exchange update = server.send(Request.get(server.onUpdateHost("/update/v1/nothing-here")));
    Exchange download =
        server.send(Request.get(server.onDownloadHost("/download/v1/nothing-here")));
    // then
    checks.problem(PLT_GEN_001, update, ProblemType.NOT_FOUND, ONE_FORM);
    checks.problem(PLT_GEN_001, download, ProblemType.NOT_FOUND, ONE_FORM);
  }

  @Verifies(negative = PLT_GEN_001)
  void answers_a_wrong_method_with_a_problem(ServerUnderTest server, Checks checks) {
    // when
    Exchange exchange = server.send(Request.get(server.reports()));
    // then
    checks.problem(PLT_GEN_001, exchange, ProblemType.METHOD_NOT_ALLOWED, ONE_FORM);
  }

  @Verifies(negative = {PLT_GEN_002, PLT_GEN_003, PLT_GEN_004})
  void says_what_a_device_must_know_and_no_more(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    checks.need(
        server.report(report.text()).status() == 200, "The server does not accept a plain report");
    // when
    Exchange exchange = server.report(report.changed().text());
    // then
    String text = exchange.outcome().answer().map(answer -> answer.body().text()).orElse("");
    checks.problem(PLT_GEN_002, exchange, ProblemType.SEQUENCE_REUSED, ONE_FORM);
    checks.that(
        PLT_GEN_002,
        RETRYABLE.matcher(text).results().map(found -> found.group(1)).toList().equals(NO_RETRY),
        exchange,
        "retryable is false, as the registry has it for this type",
        "The same request cannot succeed later: the device must not try it again.");
    checks.that(
        PLT_GEN_003,
        NAMES_REQUIREMENT.matcher(text).find(),
        exchange,
        "the member requirement names an id such as PLT-RPT-008",
        "Whoever reads the device's log finds the sentence by it.");
    checks.that(
        PLT_GEN_004,
        !text.isEmpty() && !LEAK.matcher(text).find(),
        exchange,
        "no stack trace, file name or class name",
        "Put a token into instance, and the trace into your own log.");
  }

  @Verifies(negative = PLT_TLS_003)
  void answers_each_path_on_one_listener_only(ServerUnderTest server, Checks checks) {
    // when
    Exchange reports =
        server.send(
            null,
            Request.post(
                server.onEnrolmentHost("/update/v1/reports"),
                ServerUnderTest.MEDIA_TYPE,
                Body.of(ReportDocument.full(server).text())));
    Exchange sync = server.send(null, Request.get(server.onEnrolmentHost("/download/v1/sync")));
    Exchange diagnosis =
        server.send(Request.get(server.onUpdateHost("/.well-known/platen/diagnosis")));
    // then
    String hint = "A path that answers on a listener without certificates opens the other one.";
    checks.status(PLT_TLS_003, reports, 404, hint);
    checks.status(PLT_TLS_003, sync, 404, hint);
    checks.status(PLT_TLS_003, diagnosis, 404, hint);
  }

  @Verifies(positive = PLT_GEN_001)
  void answers_what_it_carries_out_without_a_problem(ServerUnderTest server, Checks checks) {
    // when
    Exchange sent = server.report(ReportDocument.full(server).text());
    Exchange fetched = server.send(Request.get(server.sync()));
    // then
    documented(checks, sent);
    documented(checks, fetched);
  }

  private static void documented(Checks checks, Exchange exchange) {
    checks.that(
        PLT_GEN_001,
        exchange.status() == 200
            && exchange
                .outcome()
                .answer()
                .filter(answer -> answer.mediaType().equals(ServerUnderTest.MEDIA_TYPE))
                .isPresent(),
        exchange,
        "HTTP 200 with a document of the protocol",
        "A problem is for what is not carried out, and for nothing else.");
  }

  @Verifies(positive = PLT_GEN_002)
  void gives_each_problem_the_status_of_its_type(ServerUnderTest server, Checks checks) {
    // when
    Exchange malformed = server.report("no XML at all");
    Exchange absent = server.send(Request.get(server.onUpdateHost("/update/v1/nothing-here")));
    Exchange stranger = server.report(ReportDocument.full(server).ofDevice(ANOTHER).text());
    // then
    String hint = "The registry of problem types has one status for each type.";
    checks.problem(PLT_GEN_002, malformed, ProblemType.MALFORMED, hint);
    checks.problem(PLT_GEN_002, absent, ProblemType.NOT_FOUND, hint);
    checks.problem(PLT_GEN_002, stranger, ProblemType.DEVICE_MISMATCH, hint);
  }

  @Verifies(positive = PLT_GEN_004)
  void tells_nothing_of_its_parts_in_plain_refusals(ServerUnderTest server, Checks checks) {
    leaksNothing(checks, server.report("no XML at all"));
    leaksNothing(
        checks,
        server.send(
            Request.post(
                    server.reports(),
                    ServerUnderTest.MEDIA_TYPE,
                    Body.of(ReportDocument.full(server).text()))
                .with("Content-Encoding", "gzip")));
    leaksNothing(checks, server.send(Request.get(server.onUpdateHost("/update/v1/nothing-here"))));
  }

  private static void leaksNothing(Checks checks, Exchange exchange) {
    String text = exchange.outcome().answer().map(answer -> answer.body().text()).orElse("");
    checks.that(
        PLT_GEN_004,
        exchange.status() >= 400 && !text.isEmpty() && !LEAK.matcher(text).find(),
        exchange,
        "a refusal without stack trace, file name or class name",
        "Put a token into instance, and the trace into your own log.");
  }

  @Verifies(positive = PLT_TLS_003)
  void answers_each_path_on_its_own_listener(ServerUnderTest server, Checks checks) {
    // when
    Exchange reports = server.report(ReportDocument.full(server).text());
    Exchange sync = server.send(Request.get(server.sync()));
    Exchange diagnosis = server.send(Request.get(server.diagnosis()));
    // then
    checks.status(PLT_TLS_003, reports, 200, "Reports are for update hosts.");
    checks.status(PLT_TLS_003, sync, 200, "Sync documents are for download hosts.");
    checks.that(
        PLT_TLS_003,
        diagnosis.status() == 200 || diagnosis.status() == 204,
        diagnosis,
        "HTTP 200 or 204",
        "Diagnoses are for the enrolment host.");
  }
}
