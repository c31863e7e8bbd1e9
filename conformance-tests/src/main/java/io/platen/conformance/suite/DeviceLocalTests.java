package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LPA_020;
import static io.platen.protocol.Requirement.PLT_LPA_021;
import static io.platen.protocol.Requirement.PLT_LPA_022;
import static io.platen.protocol.Requirement.PLT_LPA_023;
import static io.platen.protocol.Requirement.PLT_LPA_024;
import static io.platen.protocol.Requirement.PLT_LPA_025;
import static io.platen.protocol.Requirement.PLT_LPA_026;

import io.platen.conformance.adapter.Reply;
import io.platen.conformance.adapter.Reply.Outcome;
import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundAgent;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.codec.LocalCodec;
import io.platen.protocol.local.LocalAnswer;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.report.PrinterReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How a device finds a local agent, pairs with it, and what it believes of it. */
final class DeviceLocalTests {
  private static final int SHORTEST_QUESTION = 300;
  private static final Set<String> AGENT = Set.of("localhost", "127.0.0.1", "::1");
  private static final Instant TOLD = Instant.parse("2001-02-03T04:05:06Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final String CODE = "Each side proves the code for both certificates.";

  @Verifies(positive = PLT_LPA_020)
  void asks_at_length_whether_an_agent_is_there(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    GroundAgent agent = device.ground().agent();
    // when
    Reply reply = device.pair(agent);
    // then
    boolean atLength = agent.questions().stream().allMatch(each -> each >= SHORTEST_QUESTION);
    checks.that(
        PLT_LPA_020,
        !agent.questions().isEmpty() && atLength && !agent.requests().isEmpty(),
        "a local agent at " + agent.where(),
        "questions of " + agent.questions() + " bytes, then " + agent.requests() + ": " + reply,
        "a question of 300 bytes or more by UDP, and a request to who has answered it",
        "An answer must not be longer than its question, or agents can be used to flood others.");
  }

  @Verifies(negative = PLT_LPA_020)
  void takes_no_answer_to_another_question(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    GroundAgent agent = device.ground().agent();
    agent.mixUpQuestions();
    // when
    Reply reply = device.pair(agent);
    // then
    checks.that(
        PLT_LPA_020,
        reply.outcome() != Outcome.DONE && agent.requests().isEmpty(),
        "an answer with another nonce",
        reply + ", and over TLS " + agent.requests(),
        "no agent there, and no request",
        "Anybody can send an answer who has not seen the question.");
  }

  @Verifies(
      positive = {PLT_LPA_021, PLT_LPA_022, PLT_LPA_023, PLT_LPA_024, PLT_LPA_025, PLT_LPA_026})
  void reports_the_printers_of_the_agent_that_it_is_paired_with(
      DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    GroundAgent agent = device.ground().agent();
    agent.tell(List.of(printer("USB-1")));
    // when
    Reply reply = device.pair(agent);
    device.report();
    // then
    Optional<PrinterReport> seen = reported(device, "USB-1");
    DevicePlay.all(
        checks,
        reply.outcome() == Outcome.DONE && agent.reads() == 1 && seen.isPresent(),
        "an agent that knows its code, and has a printer USB-1",
        told(device, agent) + ": " + reply,
        "paired, asked once in a cycle, and its printer reported",
        CODE,
        PLT_LPA_021,
        PLT_LPA_022,
        PLT_LPA_023,
        PLT_LPA_025);
    checks.that(
        PLT_LPA_024,
        seen.filter(each -> isNow(device, each)).isPresent(),
        "a printer that was read in 2001",
        seen.map(each -> "read " + each.read()).orElse("not reported"),
        "the time at which the device has asked",
        "The agent's clock may be anything.");
    checks.that(
        PLT_LPA_026,
        seen.filter(each -> AGENT.contains(via(each))).isPresent(),
        "a printer of the agent at " + agent.where(),
        seen.map(each -> "via " + via(each)).orElse("not reported"),
        "via " + AGENT,
        "A server must know who answers for it.");
  }

  @Verifies(negative = {PLT_LPA_022, PLT_LPA_025})
  void asks_nobody_for_printers_who_has_not_proven_the_code(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    GroundAgent anybody = device.ground().agent();
    anybody.tell(List.of(printer("USB-1")));
    anybody.forgetCode();
    GroundAgent unwilling = device.ground().agent();
    unwilling.refuse("wrong-code");
    // when
    Reply unproven = device.pair(anybody);
    Reply refused = device.pair(unwilling);
    device.report();
    // then
    checks.that(
        PLT_LPA_022,
        unproven.outcome() != Outcome.DONE && reported(device, "USB-1").isEmpty(),
        "an agent that lets anybody in, and does not know the code",
        told(device, anybody) + ": " + unproven,
        "that it is not taken for paired",
        CODE);
    checks.that(
        PLT_LPA_025,
        refused.outcome() != Outcome.DONE && anybody.reads() == 0 && unwilling.reads() == 0,
        "that agent, and one that has refused to pair",
        anybody.reads() + " and " + unwilling.reads() + " requests to read: " + refused,
        "none",
        "Nobody finds out anything by asking, nor by being asked.");
  }

  @Verifies(negative = PLT_LPA_021)
  void refuses_who_shows_another_certificate_later(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    GroundAgent agent = device.ground().agent();
    checks.need(device.pair(agent).outcome() == Outcome.DONE, "The device does not pair");
    // when
    agent.becomeAnother();
    agent.tell(List.of(printer("USB-2")));
    device.report();
    // then
    checks.that(
        PLT_LPA_021,
        agent.reads() == 0 && reported(device, "USB-2").isEmpty(),
        "another agent at the same place",
        told(device, agent),
        "no request, and none of its printers",
        "Compare the certificate with that of the pairing before anything is asked.");
  }

  @Verifies(negative = PLT_LPA_023)
  void refuses_an_answer_beyond_the_rules_and_goes_on(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    GroundAgent bad = device.ground().agent();
    GroundAgent good = device.ground().agent();
    boolean paired =
        device.pair(bad).outcome() == Outcome.DONE && device.pair(good).outcome() == Outcome.DONE;
    checks.need(paired, "The device does not pair");
    int round = 0;
    for (Map.Entry<String, byte[]> each : wrong().entrySet()) {
      round++;
      bad.tell(each.getValue());
      good.tell(List.of(printer("GOOD-" + round)));
      // when
      device.report();
      // then
      checks.that(
          PLT_LPA_023,
          bad.reads() == round
              && reported(device, "BAD-0").isEmpty()
              && reported(device, "GOOD-" + round).isPresent(),
          "an answer with " + each.getKey() + ", and another agent with a printer GOOD-" + round,
          told(device, bad) + "; the other: " + good.reads() + " requests to read",
          "none of the first one's printers, and that of the other",
          "One that gives nothing costs the others nothing.");
    }
  }

  /** What is wrong with an answer that has a printer BAD-0, and the answer. */
  private static Map<String, byte[]> wrong() {
    List<PrinterReport> printers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      printers.add(printer("BAD-" + i));
    }
    String most =
        new String(
            LocalCodec.write(new LocalAnswer.Printers(printers, null)), StandardCharsets.UTF_8);
    int end = most.lastIndexOf("</printers>");
    String one = most.substring(most.lastIndexOf("<printer "), end);
    Map<String, String> wrong = new TreeMap<>();
    wrong.put(
        "65 printers",
        most.substring(0, end) + one.replace("BAD-63", "BAD-64") + "</printers></localAnswer>");
    wrong.put("an element that no schema knows", most.replace("</printers>", "</printers><x/>"));
    wrong.put(
        "more than 262144 bytes",
        most.substring(0, end) + " ".repeat(270_000) + most.substring(end));
    Map<String, byte[]> documents = new TreeMap<>();
    wrong.forEach((what, text) -> documents.put(what, text.getBytes(StandardCharsets.UTF_8)));
    return documents;
  }

  @Verifies(negative = {PLT_LPA_024, PLT_LPA_026})
  void lets_no_agent_say_where_a_printer_is_nor_who_it_is(DeviceUnderTest device, Checks checks) {
    // given
    device.init();
    GroundAgent agent = device.ground().agent();
    checks.need(device.pair(agent).outcome() == Outcome.DONE, "The device does not pair");
    PrinterIdentity elsewhere =
        PrinterIdentity.builder()
            .serial("USB-3")
            .vendor("Invented")
            .model("Example 3")
            .address("198.51.100.7")
            .mac("02:00:5e:10:00:77")
            .hostName("printer.elsewhere.example")
            .via("elsewhere.example")
            .build();
    agent.tell(List.of(printer("USB-3", elsewhere)));
    // when
    device.report();
    // then
    Optional<PrinterReport> seen = reported(device, "USB-3");
    checks.that(
        PLT_LPA_024,
        seen.filter(each -> isNow(device, each) && isNowhere(each)).isPresent(),
        "a printer that is at 198.51.100.7, and was read in 2001, its agent says",
        seen.map(Object::toString).orElse("not reported"),
        "neither of it",
        "An agent knows printers that only it reaches; of others it could say anything.");
    checks.that(
        PLT_LPA_026,
        seen.filter(each -> AGENT.contains(via(each))).isPresent(),
        "an agent that calls itself elsewhere.example",
        seen.map(each -> "via " + via(each)).orElse("not reported"),
        "via " + AGENT,
        "The device has typed where the agent is; what that says of itself means nothing.");
  }

  private static PrinterReport printer(String serial) {
    return printer(
        serial,
        PrinterIdentity.builder().serial(serial).vendor("Invented").model("Example 3").build());
  }

  private static PrinterReport printer(String key, PrinterIdentity identity) {
    return new PrinterReport(key, TOLD, identity, null, null, null, null, null);
  }

  /** As any report of this test has it, the newest first. */
  private static Optional<PrinterReport> reported(DeviceUnderTest device, String serial) {
    return ReportSeen.by(device).stream()
        .flatMap(each -> each.report().stream())
        .flatMap(report -> report.printers().stream())
        .filter(each -> each.identity() != null && serial.equals(each.identity().serial()))
        .reduce((before, after) -> after);
  }

  private static boolean isNow(DeviceUnderTest device, PrinterReport seen) {
    return Duration.between(seen.read(), device.ground().now()).abs().compareTo(DAY) < 0;
  }

  private static boolean isNowhere(PrinterReport seen) {
    PrinterIdentity identity = seen.identity();
    return identity != null
        && !"198.51.100.7".equals(identity.address())
        && !"02:00:5e:10:00:77".equalsIgnoreCase(String.valueOf(identity.mac()))
        && !"printer.elsewhere.example".equals(identity.hostName());
  }

  private static String via(PrinterReport seen) {
    return seen.identity() == null ? "nobody" : String.valueOf(seen.identity().via());
  }

  private static String told(DeviceUnderTest device, GroundAgent agent) {
    List<String> serials =
        ReportSeen.by(device).stream()
            .flatMap(each -> each.report().stream())
            .flatMap(report -> report.printers().stream())
            .map(PrinterReport::identity)
            .map(each -> each == null ? "unchanged" : String.valueOf(each.serial()))
            .toList();
    return agent.reads() + " requests to read, and reported " + serials;
  }
}
