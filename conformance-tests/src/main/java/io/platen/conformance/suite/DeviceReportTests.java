package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_GEN_009;
import static io.platen.protocol.Requirement.PLT_LNK_010;
import static io.platen.protocol.Requirement.PLT_LNK_021;
import static io.platen.protocol.Requirement.PLT_LNK_022;
import static io.platen.protocol.Requirement.PLT_LNK_023;
import static io.platen.protocol.Requirement.PLT_LNK_030;
import static io.platen.protocol.Requirement.PLT_RPT_002;
import static io.platen.protocol.Requirement.PLT_RPT_006;
import static io.platen.protocol.Requirement.PLT_RPT_010;
import static io.platen.protocol.Requirement.PLT_RPT_014;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import java.time.Duration;
import java.util.List;

/** How a device brings its reports to a server that is well, and to one that is not. */
final class DeviceReportTests {
  /** Longer than any wait between tries, and shorter than any limit of an outbox. */
  private static final Duration LONG = Duration.ofHours(2);

  private static final int TRIES = 4;
  private static final String ELSEWHERE = "/elsewhere";

  @Verifies(
      positive = {
        PLT_RPT_002,
        PLT_RPT_006,
        PLT_RPT_010,
        PLT_RPT_014,
        PLT_LNK_010,
        PLT_LNK_021,
        PLT_LNK_022,
        PLT_LNK_023,
        PLT_LNK_030,
        PLT_GEN_009
      })
  void posts_reports_in_order_numbered_from_1(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    // when
    device.report();
    device.letPass(LONG);
    device.report();
    // then
    List<ReportSeen> seen = ReportSeen.by(device);
    String received = seen.isEmpty() ? "no report" : seen.toString();
    String sent = "adapter report, twice";
    String hint = "POST to /update/v1/reports, one at a time.";
    checks.that(PLT_RPT_002, rises(seen), sent, received, "reports by POST, in order", hint);
    boolean counted =
        seen.size() >= 2 && seen.get(0).sequence() == 1 && seen.get(1).sequence() == 2;
    checks.that(
        PLT_RPT_006, counted, sent, received, "report 1, then report 2", "Count up by one.");
    boolean once = seen.stream().filter(each -> each.sequence() == 1).count() == 1;
    String taken = "A report with a receipt is done with.";
    DevicePlay.all(
        checks,
        once && other(device) == 0,
        sent,
        received + ", " + other(device) + " at the second host",
        "report 1 once, and all at the first host",
        taken,
        PLT_LNK_010,
        PLT_LNK_021,
        PLT_LNK_023);
    // Without trouble each report is sent, and nothing but reports.
    DevicePlay.all(
        checks,
        counted,
        sent,
        received,
        "report 1, then report 2",
        taken,
        PLT_RPT_010,
        PLT_RPT_014,
        PLT_LNK_022,
        PLT_LNK_030,
        PLT_GEN_009);
  }

  @Verifies(negative = {PLT_LNK_023, PLT_RPT_010})
  void sends_the_same_report_again_after_503(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    answer(device, Reaction.status(503));
    device.report();
    checks.need(!ReportSeen.by(device).isEmpty(), "The device sends no report");
    ReportSeen first = ReportSeen.by(device).get(0);
    behave(device);
    // when
    reportTillTaken(device, first);
    // then
    List<ReportSeen> same =
        ReportSeen.by(device).stream().filter(each -> each.sequence() == first.sequence()).toList();
    String sent = "HTTP 503 to " + first;
    String hint = "Keep what is not acknowledged, byte for byte.";
    boolean taken = same.get(same.size() - 1).exchange().status() == 200;
    checks.that(PLT_LNK_023, taken, sent, same.toString(), "the same report again", hint);
    boolean alike = same.stream().allMatch(each -> each.body().equals(first.body()));
    String received = alike ? "the same body" : "another body under the same sequence";
    checks.that(PLT_RPT_010, alike, sent, received, "the same body", hint);
  }

  @Verifies(negative = PLT_LNK_021)
  void takes_no_200_without_a_receipt_for_an_acknowledgement(
      DeviceUnderTest device, Checks checks) {
    again(
        PLT_LNK_021,
        Reaction.status(200),
        device,
        checks,
        "Only the receipt for this very report counts, not the status.");
  }

  @Verifies(negative = PLT_LNK_022)
  void does_not_send_again_what_was_refused(DeviceUnderTest device, Checks checks) {
    refused(PLT_LNK_022, Reaction.problem(ProblemType.SCHEMA_VIOLATION), device, checks);
  }

  @Verifies(negative = PLT_GEN_009)
  void goes_by_the_status_where_there_is_no_problem_document(
      DeviceUnderTest device, Checks checks) {
    refused(PLT_GEN_009, Reaction.status(422), device, checks);
  }

  @Verifies(negative = PLT_LNK_030)
  void follows_no_redirect(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    answer(device, Reaction.redirect(device.first().deviceUrl() + ELSEWHERE));
    // when
    device.report();
    // then
    checks.need(!ReportSeen.by(device).isEmpty(), "The device sends no report");
    int followed = device.first().seen(ELSEWHERE).size();
    checks.that(
        PLT_LNK_030,
        followed == 0,
        "HTTP 307 with Location: " + ELSEWHERE,
        followed + " requests there",
        "none",
        "Switch the following of redirects off in the HTTP client.");
  }

  @Verifies(negative = PLT_LNK_010)
  void turns_to_the_other_host_when_one_fails(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.first().when(ScriptedServer.REPORTS, Reaction.status(503));
    // when
    for (int i = 0; i < TRIES && other(device) == 0; i++) {
      device.report();
      device.letPass(LONG);
    }
    // then
    checks.that(
        PLT_LNK_010,
        other(device) > 0,
        "HTTP 503 at the first host, " + TRIES + " times adapter report with hours between",
        other(device) + " requests at the second host",
        "a report at the second host",
        "Two failures in a row at one host are enough.");
  }

  @Verifies(negative = PLT_RPT_014)
  void sends_a_full_report_after_base_unknown(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.report();
    device.letPass(LONG);
    answer(device, Reaction.problem(ProblemType.BASE_UNKNOWN));
    device.report();
    List<ReportSeen> before = ReportSeen.by(device);
    checks.need(
        before.stream().anyMatch(each -> isOf(Report.Kind.DELTA, each)),
        "The device sends no delta");
    behave(device);
    device.letPass(LONG);
    // when
    device.report();
    // then
    List<ReportSeen> after =
        ReportSeen.by(device).subList(before.size(), ReportSeen.by(device).size());
    checks.that(
        PLT_RPT_014,
        !after.isEmpty() && isOf(Report.Kind.FULL, after.get(0)),
        "base-unknown to a delta",
        after.isEmpty() ? "nothing more" : after.get(0).toString(),
        "a full report",
        "The server has lost what the delta builds on; tell it all.");
  }

  /** An answer that acknowledges nothing: the report has to come again. */
  private static void again(
      Requirement requirement,
      Reaction answer,
      DeviceUnderTest device,
      Checks checks,
      String hint) {
    // given
    device.init();
    answer(device, answer);
    device.report();
    checks.need(!ReportSeen.by(device).isEmpty(), "The device sends no report");
    ReportSeen first = ReportSeen.by(device).get(0);
    behave(device);
    // when
    reportTillTaken(device, first);
    // then
    checks.that(
        requirement,
        isTaken(device, first),
        "HTTP " + answer.status() + " without a receipt to " + first,
        ReportSeen.by(device).toString(),
        "the same report again",
        hint);
  }

  /** An answer that is for good: the report must not come again, and the next ones must. */
  private static void refused(
      Requirement requirement, Reaction answer, DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    answer(device, answer);
    device.report();
    checks.need(!ReportSeen.by(device).isEmpty(), "The device sends no report");
    ReportSeen first = ReportSeen.by(device).get(0);
    behave(device);
    // when
    device.letPass(LONG);
    device.report();
    device.letPass(LONG);
    device.report();
    // then
    List<ReportSeen> seen = ReportSeen.by(device);
    long same = seen.stream().filter(each -> each.body().equals(first.body())).count();
    checks.that(
        requirement,
        same == 1 && seen.size() > 1,
        "HTTP " + answer.status() + " to " + first,
        seen.toString(),
        "this report once, and other reports after it",
        "400, 413, 415 and 422 are for good; go on with a full report.");
  }

  private static void reportTillTaken(DeviceUnderTest device, ReportSeen first) {
    for (int i = 0; i < TRIES && !isTaken(device, first); i++) {
      device.letPass(LONG);
      device.report();
    }
  }

  /** Whether it came once more, and got its receipt then. */
  private static boolean isTaken(DeviceUnderTest device, ReportSeen first) {
    return ReportSeen.by(device).stream()
        .skip(1)
        .filter(each -> each.sequence() == first.sequence())
        .anyMatch(each -> each.exchange().status() == 200);
  }

  private static boolean rises(List<ReportSeen> seen) {
    long last = 0;
    for (ReportSeen each : seen) {
      if (each.sequence() <= last) {
        return false;
      }
      last = each.sequence();
    }
    return !seen.isEmpty();
  }

  private static boolean isOf(Report.Kind kind, ReportSeen seen) {
    return seen.report().map(Report::kind).filter(kind::equals).isPresent();
  }

  private static int other(DeviceUnderTest device) {
    return device.second().seen(ScriptedServer.REPORTS).size();
  }

  private static void answer(DeviceUnderTest device, Reaction reaction) {
    device.first().when(ScriptedServer.REPORTS, reaction);
    device.second().when(ScriptedServer.REPORTS, reaction);
  }

  private static void behave(DeviceUnderTest device) {
    device.first().behave(ScriptedServer.REPORTS);
    device.second().behave(ScriptedServer.REPORTS);
  }
}
