package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_PRV_002;
import static io.platen.protocol.Requirement.PLT_RPT_001;
import static io.platen.protocol.Requirement.PLT_RPT_015;
import static io.platen.protocol.Requirement.PLT_RPT_024;
import static io.platen.protocol.Requirement.PLT_RPT_036;
import static io.platen.protocol.Requirement.PLT_SYN_010;
import static io.platen.protocol.Requirement.PLT_SYN_014;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.DeviceGround;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.Report.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What a device does by its sync document: how often all is told, and how long reports wait. */
final class DevicePolicyTests {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String FULL = "Count from the last full report, and go by the policy.";

  @Verifies(positive = PLT_RPT_001, negative = PLT_RPT_001)
  void keeps_its_reports_without_power(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    device.report();
    checks.need(!ReportSeen.by(device).isEmpty(), "The device sends no report");
    ReportSeen first = ReportSeen.by(device).get(0);
    // when
    device.restart();
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    device.letPass(HOUR);
    device.report();
    // then
    List<ReportSeen> all = ReportSeen.by(device);
    boolean kept =
        all.stream()
            .anyMatch(each -> each.exchange().status() == 200 && each.body().equals(first.body()));
    checks.that(
        PLT_RPT_001,
        kept,
        "HTTP 503 to " + first + ", and then no power; adapter report",
        all.toString(),
        "the same report again, with its receipt",
        "Write a report to what survives before it is sent.");
  }

  @Verifies(positive = PLT_RPT_015, negative = PLT_RPT_015)
  void tells_all_as_often_as_the_policy_says(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    tell(device, " fullEvery=\"[^\"]+\"", " fullEvery=\"PT4H\"", "four-hours");
    device.sync();
    device.report();
    device.letPass(HOUR);
    device.report();
    List<Report> early = reports(device);
    checks.need(early.size() >= 2, "The device sends no two reports");
    // when
    device.letPass(HOUR.multipliedBy(4));
    device.report();
    // then
    Report last = reports(device).get(reports(device).size() - 1);
    checks.that(
        PLT_RPT_015,
        early.get(0).kind() == Kind.FULL && last.kind() == Kind.FULL,
        "fullEvery=\"PT4H\"; adapter report, after an hour, and after four more",
        early.get(0).kind() + ", then " + early.get(1).kind() + ", then " + last.kind(),
        "a full report first and last",
        FULL);
  }

  @Verifies(
      positive = {PLT_RPT_024, PLT_RPT_036},
      negative = {PLT_RPT_024, PLT_RPT_036})
  void drops_what_is_older_than_the_policy_allows(DeviceUnderTest device, Checks checks) {
    // given: three reports that wait, one of them too long
    device.init();
    tell(device, " outboxAge=\"[^\"]+\"", " outboxAge=\"PT20H\"", "twenty-hours");
    device.sync();
    int known = reports(device).size();
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    device.report();
    checks.need(reports(device).size() > known, "The device sends no report");
    Report first = reports(device).get(known);
    device.letPass(HOUR.multipliedBy(16));
    device.report();
    device.letPass(HOUR.multipliedBy(8));
    device.report();
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    int before = reports(device).size();
    // when
    device.letPass(HOUR.dividedBy(2));
    device.report();
    device.letPass(Duration.ofMinutes(5));
    device.report();
    // then
    List<Report> all = reports(device);
    List<Report> after = all.subList(before, all.size());
    List<Long> came = after.stream().map(Report::sequence).toList();
    String sent =
        "outboxAge=\"PT20H\"; reports after 0, 16, 24 hours that get HTTP 503, then one more";
    checks.that(
        PLT_RPT_024,
        !came.contains(first.sequence()) && came.contains(first.sequence() + 1),
        sent,
        "sequences " + came + " after that",
        "not " + first.sequence() + ", but the next",
        "The oldest goes first, and none that is younger.");
    boolean told =
        after.stream()
            .flatMap(each -> each.lost().stream())
            .anyMatch(
                each ->
                    each.first() <= first.sequence()
                        && each.last() >= first.sequence()
                        && !each.reason().isBlank());
    checks.that(
        PLT_RPT_036,
        told,
        sent,
        "lost " + after.stream().flatMap(each -> each.lost().stream()).toList(),
        "sequence " + first.sequence() + " with its reason in lost",
        "A gap in the sequences needs its reason.");
  }

  @Verifies(positive = PLT_SYN_010, negative = PLT_SYN_010)
  void works_by_the_defaults_before_it_has_a_document(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.status(503));
    device.sync();
    // when
    device.letPass(HOUR);
    device.report();
    device.letPass(HOUR);
    device.report();
    // then
    List<Report> all = reports(device);
    boolean works = all.size() >= 2 && all.get(0).kind() == Kind.FULL;
    checks.that(
        PLT_SYN_010,
        works && all.get(1).kind() == Kind.DELTA,
        "HTTP 503 to each sync; adapter report, twice with an hour between",
        all.stream().map(Report::kind).toList() + " reports",
        "a full report, and a delta",
        "Every value of the policy has a default.");
  }

  @Verifies(positive = PLT_SYN_014, negative = PLT_SYN_014)
  void refuses_a_document_with_an_odd_host(DeviceUnderTest device, Checks checks) {
    String right = device.first().deviceUrl().toString();
    for (String host :
        List.of(
            right.replace("https:", "http:"),
            right + "/path",
            right.replace("https://", "https://me@"))) {
      refused(
          PLT_SYN_014,
          "<policy",
          hosts(host, right),
          "a sync document with the host " + host,
          device,
          checks);
    }
    taken(
        PLT_SYN_014,
        "<policy",
        hosts(right, right),
        "a sync document with the host " + right,
        device,
        checks);
  }

  @Verifies(positive = PLT_PRV_002, negative = PLT_PRV_002)
  void refuses_a_mask_that_its_class_does_not_have(DeviceUnderTest device, Checks checks) {
    refused(
        PLT_PRV_002,
        "<privacy/>",
        "<privacy><mask class=\"use\" as=\"omit\"/></privacy>",
        "a sync document that masks what has no shortened form",
        device,
        checks);
    taken(
        PLT_PRV_002,
        "<privacy/>",
        "<privacy><mask class=\"panel-text\" as=\"truncate\"/></privacy>",
        "a sync document that masks panel texts",
        device,
        checks);
  }

  private static String hosts(String update, String download) {
    return "<hosts><update>"
        + update
        + "</update><download>"
        + download
        + "</download></hosts><policy";
  }

  private static void refused(
      Requirement requirement,
      String what,
      String by,
      String sent,
      DeviceUnderTest device,
      Checks checks) {
    device.init();
    tell(device, what, by, "odd");
    Reply reply = device.sync();
    checks.that(
        requirement,
        reply.outcome() != Reply.Outcome.DONE,
        sent,
        reply.toString(),
        "refused",
        "Check all of a document before any of it counts.");
  }

  private static void taken(
      Requirement requirement,
      String what,
      String by,
      String sent,
      DeviceUnderTest device,
      Checks checks) {
    device.init();
    tell(device, what, by, "right");
    Reply reply = device.sync();
    checks.that(
        requirement,
        reply.outcome() == Reply.Outcome.DONE,
        sent,
        reply.toString(),
        "done",
        "Without this no test of a refusal would say anything.");
  }

  /** From now on the hosts have a document of which this is another. */
  private static void tell(DeviceUnderTest device, String what, String by, String tag) {
    String right =
        new String(SyncCodec.write(DeviceGround.document(device.device())), StandardCharsets.UTF_8);
    Body other = Body.of(right.replaceFirst(what, by));
    DevicePlay.answer(device, ScriptedServer.SYNC, Reaction.sync(other, tag));
  }

  private static List<Report> reports(DeviceUnderTest device) {
    return ReportSeen.by(device).stream().flatMap(each -> each.report().stream()).toList();
  }
}
