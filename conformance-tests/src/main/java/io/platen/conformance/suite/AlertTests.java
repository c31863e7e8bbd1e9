package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_ALR_030;
import static io.platen.protocol.Requirement.PLT_ALR_031;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import java.time.Instant;

/** Alerts that traps have brought: between two cycles, one printer at a time. */
final class AlertTests {
  private static final String AT_ONCE =
      "A device sends an alert when the printer raises it, whatever the schedule says.";
  private static final String WHOLE =
      "Who reads a printer because of traps reads its alerts: refuse a report without them.";

  /** More than a device sends in a minute, whose printers each raise and clear something. */
  private static final int STORM = 20;

  @Verifies(positive = {PLT_ALR_030, PLT_ALR_031})
  void takes_an_alert_between_two_cycles(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument full = ReportDocument.full(server).withContent(printer(server.now(), ""));
    checks.need(server.report(full.text()).status() == 200, "The server takes no full report");
    ReportDocument raised = full.delta().withContent(printer(server.now(), because(3, jam(1))));
    ReportDocument cleared = raised.delta().withContent(printer(server.now(), because(1, "")));
    // when
    Exchange first = server.report(raised.text());
    Exchange second = server.report(cleared.text());
    // then
    checks.receipt(PLT_ALR_030, first, raised.receipt(), AT_ONCE);
    checks.receipt(PLT_ALR_031, second, cleared.receipt(), WHOLE);
    leave(server, cleared);
  }

  @Verifies(negative = PLT_ALR_030)
  void holds_back_no_alert_of_a_storm(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument last = ReportDocument.full(server).withContent(printer(server.now(), ""));
    checks.need(server.report(last.text()).status() == 200, "The server takes no full report");
    for (int i = 1; i <= STORM; i++) {
      last = last.delta().withContent(printer(server.now(), because(100, jam(i))));
      // when
      Exchange exchange = server.report(last.text());
      // then
      checks.receipt(PLT_ALR_030, exchange, last.receipt(), AT_ONCE);
    }
    leave(server, last);
  }

  @Verifies(negative = PLT_ALR_031)
  void refuses_traps_without_alerts(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report =
        ReportDocument.full(server)
            .withContent(printer(server.now(), " traps=\"2\"><status state=\"idle\"/>"));
    // when
    Exchange exchange = server.report(report.text());
    // then
    checks.problem(PLT_ALR_031, exchange, ProblemType.SCHEMA_VIOLATION, WHOLE);
  }

  /**
   * @param rest of its element, from the attributes after {@code read} on; nothing: it is empty
   */
  private static String printer(Instant read, String rest) {
    return "<printer key=\"x-conformance\" read=\""
        + read
        + "\""
        + (rest.isEmpty() ? ">" : rest)
        + "</printer>";
  }

  private static String because(int traps, String alerts) {
    return " traps=\"" + traps + "\"><alerts>" + alerts + "</alerts>";
  }

  private static String jam(int index) {
    return "<alert index=\"1."
        + index
        + "\" code=\"8\" severity=\"critical\" description=\"Paper jam\" uptimeTicks=\"4711\"/>";
  }

  /** Nothing stays in the fleet of the server under test. */
  private static void leave(ServerUnderTest server, ReportDocument last) {
    server.report(last.delta().withContent("<removed key=\"x-conformance\"/>").text());
  }
}
