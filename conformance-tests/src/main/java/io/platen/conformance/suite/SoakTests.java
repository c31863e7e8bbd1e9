package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_RPT_004;
import static io.platen.protocol.Requirement.PLT_SYN_002;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Pace;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Unmet;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import java.time.Duration;
import java.time.Instant;

/** The same work for hours. */
final class SoakTests {
  private static final Duration ROUND = Duration.ofSeconds(30);

  @Verifies(positive = {PLT_SYN_002, PLT_RPT_004})
  void answers_for_hours_and_stays_as_it_is(ServerUnderTest server, Checks checks) {
    Pace pace = server.trials().pace();
    Duration wanted = server.trials().soak();
    Instant began = pace.now();
    Slope slope = new Slope();
    Duration since = Duration.ZERO;
    boolean holds = true;
    for (boolean first = true; holds && since.compareTo(wanted) < 0; first = false) {
      holds = work(server, checks, first, since);
      slope.add(since, server.footprint().read());
      rest(pace);
      since = Duration.between(began, pace.now());
    }
    slope.judge(PLT_SYN_002, since, checks);
  }

  /** One round; what holds as ever is counted once. */
  private static boolean work(
      ServerUnderTest server, Checks checks, boolean first, Duration since) {
    Request ask = Request.get(server.sync());
    Exchange sync = first ? server.firstProbe(ask) : server.probe(ask);
    Body report = Body.of(ReportDocument.full(server).text());
    Exchange receipt =
        server.probe(Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, report));
    boolean holds = sync.status() == 200 && receipt.status() == 200;
    if (first || !holds) {
      server.keep(sync);
      server.keep(receipt);
      String expected = "HTTP 200 as at the beginning; this is after " + since.toMinutes() + " min";
      String hint = "Look into the server's log at this time.";
      checks.that(PLT_SYN_002, sync.status() == 200, sync, expected, hint);
      checks.that(PLT_RPT_004, receipt.status() == 200, receipt, expected, hint);
    }
    return holds;
  }

  static void rest(Pace pace) {
    try {
      pace.rest(ROUND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unmet("The suite was ended");
    }
  }
}
