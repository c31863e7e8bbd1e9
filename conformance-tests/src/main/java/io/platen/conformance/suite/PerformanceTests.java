package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_RPT_004;
import static io.platen.protocol.Requirement.PLT_SYN_002;
import static io.platen.protocol.Requirement.PLT_SYN_004;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.util.function.Supplier;

/** How long answers take, one after the other, each on a connection of its own. */
final class PerformanceTests {
  @Verifies(positive = PLT_SYN_002)
  void measures_sync(ServerUnderTest server, Checks checks) {
    time(new Kind(PLT_SYN_002, "sync", 200), server, checks, () -> Request.get(server.sync()));
  }

  @Verifies(positive = PLT_SYN_004)
  void measures_sync_that_has_not_changed(ServerUnderTest server, Checks checks) {
    Exchange once = server.probe(Request.get(server.sync()));
    String tag = once.outcome().answer().flatMap(each -> each.header("ETag")).orElse("");
    checks.need(!tag.isEmpty(), "The server gave no ETag to ask with");
    Supplier<Request> again = () -> Request.get(server.sync()).with("If-None-Match", tag);
    time(new Kind(PLT_SYN_004, "sync, not changed", 304), server, checks, again);
  }

  @Verifies(positive = PLT_RPT_004)
  void measures_reports(ServerUnderTest server, Checks checks) {
    time(
        new Kind(PLT_RPT_004, "report", 200),
        server,
        checks,
        () -> {
          Body body = Body.of(ReportDocument.full(server).text());
          return Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body);
        });
  }

  /** What is asked for, with the status of a right answer. */
  private record Kind(Requirement requirement, String what, int status) {}

  private static void time(
      Kind kind, ServerUnderTest server, Checks checks, Supplier<Request> each) {
    Timing timing = new Timing(kind.what());
    for (int i = 0; i < server.trials().requests(); i++) {
      Request request = each.get();
      long began = System.nanoTime();
      Exchange exchange = server.probe(request);
      timing.add(System.nanoTime() - began);
      if (exchange.status() != kind.status()) {
        server.keep(exchange);
        checks.need(false, "There is nothing to measure: " + exchange.outcome());
      }
    }
    timing.tell(kind.requirement(), checks);
  }
}
