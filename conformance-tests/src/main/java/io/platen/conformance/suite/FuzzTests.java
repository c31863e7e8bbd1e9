package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_GEN_001;
import static io.platen.protocol.Requirement.PLT_SYN_002;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.subject.Trials;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Outcome;
import io.platen.conformance.wire.RawTls;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What is changed by chance: each case has a seed of its own, so that it can be run again alone. A
 * server that falls over, stays silent or blames itself fails; what it refuses is its own affair.
 */
final class FuzzTests {
  /** Not one of these says that the server fell over: what it does not know, and who it is for. */
  private static final Set<Integer> HONEST = Set.of(501, 505);

  /** Enough to see what is wrong. */
  private static final int MOST_FAILURES = 3;

  private static final int BETWEEN = 50;
  private static final String HINT =
      "Whatever comes from a network must be refused, not fallen over. Run it again with: ";

  @Verifies(
      positive = PLT_SYN_002,
      negative = {PLT_GEN_001, PLT_SYN_002})
  void answers_documents_that_are_changed_by_chance(ServerUnderTest server, Checks checks) {
    String test = "fuzz.answers_documents_that_are_changed_by_chance";
    play(
        server,
        checks,
        test,
        chance -> {
          byte[] report = ReportDocument.full(server).text().getBytes(StandardCharsets.UTF_8);
          Body body = Body.of(chance.mutate(report));
          return server.probe(Request.post(server.reports(), ServerUnderTest.MEDIA_TYPE, body));
        },
        false);
  }

  @Verifies(
      positive = PLT_SYN_002,
      negative = {PLT_GEN_001, PLT_SYN_002})
  void answers_header_fields_that_are_changed_by_chance(ServerUnderTest server, Checks checks) {
    String test = "fuzz.answers_header_fields_that_are_changed_by_chance";
    List<String> fields =
        List.of(
            "If-None-Match: \"a-tag\"",
            "Accept: application/vnd.platen+xml;q=0.9, */*",
            "Range: bytes=0-99",
            "If-Modified-Since: Thu, 26 Nov 2026 11:27:00 GMT",
            "Accept-Encoding: gzip, identity;q=0",
            "Cookie: a=b; c=d");
    play(
        server,
        checks,
        test,
        chance -> {
          Request request = Request.get(server.sync());
          for (String field : fields) {
            String[] parts = chance.mutateLine(field).split(":", 2);
            String name = parts[0].isBlank() ? "x" : parts[0].replace(' ', '-');
            request = request.with(name, parts.length > 1 ? parts[1].strip() : "");
          }
          return server.probe(request);
        },
        true);
  }

  @Verifies(positive = PLT_SYN_002, negative = PLT_SYN_002)
  void goes_on_after_tls_records_that_are_changed_by_chance(ServerUnderTest server, Checks checks) {
    String test = "fuzz.goes_on_after_tls_records_that_are_changed_by_chance";
    Trials trials = server.trials();
    begins(server, checks, again(test, trials.seed(), 1));
    for (int i = 0; i < trials.cases(); i++) {
      byte[] record = new Mutator(trials.seed() + i).mutate(RawTls.hello());
      try {
        RawTls.send(server.sync(), record, server.patience());
      } catch (IOException e) {
        // Whether it still lets anybody in is what comes next.
        goesOn(server, checks, again(test, trials.seed() + i, 1));
        return;
      }
      if ((i + 1) % BETWEEN == 0 || i + 1 == trials.cases()) {
        goesOn(server, checks, again(test, trials.seed(), i + 1));
      }
    }
  }

  /** One case. */
  @FunctionalInterface
  private interface Case {
    Exchange play(Mutator chance);
  }

  /**
   * @param mayHangUp whether a connection that ends without HTTP is an answer
   */
  private static void play(
      ServerUnderTest server, Checks checks, String test, Case one, boolean mayHangUp) {
    Trials trials = server.trials();
    begins(server, checks, again(test, trials.seed(), 1));
    int failures = 0;
    for (int i = 0; i < trials.cases() && failures < MOST_FAILURES; i++) {
      long seed = trials.seed() + i;
      Exchange exchange = one.play(new Mutator(seed));
      if (!isAnswer(exchange, mayHangUp) || i == 0) {
        server.keep(exchange);
        boolean holds = isAnswer(exchange, mayHangUp);
        failures += holds ? 0 : 1;
        String hint = HINT + again(test, seed, 1);
        checks.that(PLT_GEN_001, holds, exchange, "an answer that blames the request", hint);
      }
      if ((i + 1) % BETWEEN == 0) {
        goesOn(server, checks, again(test, trials.seed(), i + 1));
      }
    }
    goesOn(server, checks, again(test, trials.seed(), trials.cases()));
  }

  private static boolean isAnswer(Exchange exchange, boolean mayHangUp) {
    if (exchange.outcome() instanceof Outcome.Refused) {
      return mayHangUp;
    }
    int status = exchange.status();
    boolean busy =
        status == 503
            && exchange.outcome().answer().flatMap(it -> it.header("Retry-After")).isPresent();
    return status >= 100 && (status < 500 || busy || HONEST.contains(status));
  }

  /** Before anything odd is sent; a server that is not there has not fallen over it. */
  private static void begins(ServerUnderTest server, Checks checks, String again) {
    lets(server, checks, server.firstProbe(Request.get(server.sync())), again);
  }

  private static void goesOn(ServerUnderTest server, Checks checks, String again) {
    lets(server, checks, server.probe(Request.get(server.sync())), again);
  }

  private static void lets(ServerUnderTest server, Checks checks, Exchange exchange, String again) {
    if (exchange.status() != 200) {
      server.keep(exchange);
    }
    checks.that(
        PLT_SYN_002,
        exchange.status() == 200,
        exchange,
        "HTTP 200 for a device that does nothing wrong",
        HINT + again);
  }

  private static String again(String test, long seed, int cases) {
    return "--profile fuzz --select " + test + " --seed " + seed + " --cases " + cases;
  }
}
