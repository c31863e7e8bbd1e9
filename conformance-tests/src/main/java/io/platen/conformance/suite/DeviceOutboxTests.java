package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_020;
import static io.platen.protocol.Requirement.PLT_LNK_024;
import static io.platen.protocol.Requirement.PLT_PRV_003;
import static io.platen.protocol.Requirement.PLT_RPT_002;
import static io.platen.protocol.Requirement.PLT_RPT_006;
import static io.platen.protocol.Requirement.PLT_RPT_012;
import static io.platen.protocol.Requirement.PLT_XML_030;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.Reaction;
import io.platen.conformance.peers.ScriptedServer;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What becomes of the reports of a device while its server cannot take them. */
final class DeviceOutboxTests {
  private static final Duration LONG = Duration.ofHours(2);
  private static final int TRIES = 4;

  @Verifies(
      positive = {PLT_LNK_020, PLT_RPT_012},
      negative = {PLT_LNK_020, PLT_RPT_002, PLT_RPT_006, PLT_RPT_012})
  void brings_all_that_waits_in_order_once_it_can(DeviceUnderTest device, Checks checks) {
    // given: three reports that no host takes
    device.init();
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    for (int i = 0; i < 3; i++) {
      device.report();
      device.letPass(LONG);
    }
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    // when
    List<Long> taken = List.of();
    for (int i = 0; i < TRIES && taken.size() < 4; i++) {
      device.report();
      device.letPass(LONG);
      taken = taken(device);
    }
    // then
    String sent = "HTTP 503 to three reports, then adapter report until all are taken";
    String received = "taken: " + taken;
    DevicePlay.all(
        checks,
        taken.size() >= 4 && isCountedFromOne(taken),
        sent,
        received,
        "reports 1, 2, 3 and 4 taken, in this order",
        "Keep what is not acknowledged, and send the oldest first.",
        PLT_LNK_020,
        PLT_RPT_002,
        PLT_RPT_006);
    checks.that(
        PLT_RPT_012,
        isEachOnTheOneBefore(device),
        sent,
        received,
        "no delta before the report that it builds on was taken",
        "A delta on what the server does not have is refused.");
  }

  @Verifies(positive = PLT_LNK_024, negative = PLT_LNK_024)
  void comes_again_within_a_day_after_it_was_cut_off(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    Reaction inactive = Reaction.problem(ProblemType.DEVICE_INACTIVE);
    DevicePlay.answer(device, ScriptedServer.REPORTS, inactive);
    device.report();
    checks.need(!ReportSeen.by(device).isEmpty(), "The device sends no report");
    ReportSeen first = ReportSeen.by(device).get(0);
    DevicePlay.behave(device, ScriptedServer.REPORTS);
    // when
    device.letPass(Duration.ofHours(25));
    device.report();
    // then
    List<ReportSeen> all = ReportSeen.by(device);
    boolean kept =
        all.stream()
            .anyMatch(each -> each.exchange().status() == 200 && each.body().equals(first.body()));
    checks.that(
        PLT_LNK_024,
        kept,
        "device-inactive to " + first + ", and a day later",
        all.toString(),
        "the same report again",
        "Who is cut off keeps its reports, and asks once a day.");
  }

  @Verifies(positive = PLT_XML_030, negative = PLT_XML_030)
  void sends_documents_of_nothing_but_elements(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    // when
    device.report();
    device.letPass(LONG);
    device.report();
    // then
    List<ReportSeen> all = ReportSeen.by(device);
    checks.need(!all.isEmpty(), "The device sends no report");
    List<String> found = new ArrayList<>();
    all.forEach(each -> found.addAll(oddities(each.body().bytes())));
    checks.that(
        PLT_XML_030,
        found.isEmpty(),
        "adapter report, twice",
        found.isEmpty() ? all.size() + " documents" : found.toString(),
        "UTF-8 without a byte order mark, comment, instruction or document type",
        "Switch off what your XML writer adds of itself.");
  }

  @Verifies(positive = PLT_PRV_003, negative = PLT_PRV_003)
  void shows_the_report_that_it_sent_last(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    device.report();
    demandShown(device, checks, "adapter report");
    device.letPass(LONG);
    device.report();
    demandShown(device, checks, "adapter report, twice");
    // when: one more is sent, and not taken; then the power goes, and no server is there
    device.letPass(LONG);
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.status(503));
    device.report();
    DevicePlay.answer(device, ScriptedServer.REPORTS, Reaction.hangUp());
    device.restart();
    // then
    demandShown(device, checks, "HTTP 503 to a third report, and then no power and no server");
  }

  private static void demandShown(DeviceUnderTest device, Checks checks, String sent) {
    List<ReportSeen> all = ReportSeen.by(device);
    checks.need(!all.isEmpty(), "The device sends no report");
    ReportSeen last = all.get(all.size() - 1);
    Body shown = device.shown();
    checks.that(
        PLT_PRV_003,
        shown.text().strip().equals(last.body().text().strip()),
        sent + "; adapter show",
        shown.length() == 0 ? "nothing" : shown.text(),
        last.body().text(),
        "Keep a copy of each report that leaves, before it is packed and sealed.");
  }

  private static List<String> oddities(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    if (text.startsWith("\ufeff")) {
      found.add("a byte order mark");
    }
    if (text.contains("<!--")) {
      found.add("a comment");
    }
    if (text.contains("<!DOCTYPE")) {
      found.add("a document type");
    }
    if (text.indexOf("<?", 2) > 0) {
      found.add("a processing instruction");
    }
    return found;
  }

  private static List<Long> taken(DeviceUnderTest device) {
    Predicate<ReportSeen> taken = each -> each.exchange().status() == 200;
    return ReportSeen.by(device).stream().filter(taken).map(ReportSeen::sequence).toList();
  }

  private static boolean isCountedFromOne(List<Long> sequences) {
    for (int i = 0; i < sequences.size(); i++) {
      if (sequences.get(i) != i + 1) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEachOnTheOneBefore(DeviceUnderTest device) {
    List<Long> taken = new ArrayList<>();
    for (ReportSeen each : ReportSeen.by(device)) {
      Long base = each.report().map(report -> report.base()).orElse(null);
      if (base != null && !taken.contains(base)) {
        return false;
      }
      if (each.exchange().status() == 200) {
        taken.add(each.sequence());
      }
    }
    return true;
  }
}
