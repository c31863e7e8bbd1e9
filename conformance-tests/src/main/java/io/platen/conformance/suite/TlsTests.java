package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_LNK_052;
import static io.platen.protocol.Requirement.PLT_TLS_001;
import static io.platen.protocol.Requirement.PLT_TLS_002;
import static io.platen.protocol.Requirement.PLT_TLS_004;
import static io.platen.protocol.Requirement.PLT_TLS_005;
import static io.platen.protocol.Requirement.PLT_TLS_057;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.engine.Unless;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who gets an HTTP answer at all. Each test shows first that the valid device does get one. */
final class TlsTests {
  private static final String NEED =
      "The listener must demand a client certificate in the handshake (\"need\", not \"want\").";

  @Verifies(positive = PLT_LNK_052)
  void dates_its_answers(ServerUnderTest server, Checks checks) {
    for (URI host : hosts(server)) {
      // when
      Exchange exchange = server.send(Request.get(host));
      // then
      checks.that(
          PLT_LNK_052,
          exchange.outcome().answer().flatMap(answer -> answer.header("Date")).isPresent(),
          exchange,
          "an HTTP answer over TLS 1.3 with the header Date",
          "A device without a clock takes the time from it. Where no answer came at all: the server's"
              + " certificate must chain to authority.pem and name the host of the URL.");
    }
  }

  @Verifies(negative = PLT_TLS_001)
  void gives_no_http_answer_without_a_certificate(ServerUnderTest server, Checks checks) {
    refuses(server, checks, PLT_TLS_001, null, NEED);
  }

  @Verifies(negative = PLT_TLS_004)
  void gives_no_http_answer_to_a_foreign_certificate(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_TLS_004,
        server.identity(Persona.FOREIGN),
        "The trust store of the listener must hold the authorities of devices and no other.");
  }

  @Verifies(negative = PLT_TLS_005)
  void gives_no_http_answer_to_an_expired_certificate(ServerUnderTest server, Checks checks) {
    refuses(
        server,
        checks,
        PLT_TLS_005,
        server.identity(Persona.EXPIRED),
        "The validity of the device's certificate must be part of what the handshake checks.");
  }

  @Unless("legacy-tls")
  @Verifies(negative = PLT_TLS_002)
  void refuses_tls_1_2(ServerUnderTest server, Checks checks) {
    for (URI host : hosts(server)) {
      // given
      control(server, checks, host);
      // when
      Exchange exchange =
          server.send(server.identity(Persona.VALID), Hello.TLS_1_2, Request.get(host));
      // then
      checks.noHttp(PLT_TLS_002, exchange, "Enable TLS 1.3 and nothing else on this listener.");
    }
  }

  @Verifies(positive = {PLT_TLS_001, PLT_TLS_002, PLT_TLS_004, PLT_TLS_005})
  void answers_the_valid_device_over_tls_1_3(ServerUnderTest server, Checks checks) {
    for (URI host : hosts(server)) {
      // when
      Exchange exchange = server.send(Request.get(host));
      // then
      for (Requirement each : List.of(PLT_TLS_001, PLT_TLS_002, PLT_TLS_004, PLT_TLS_005)) {
        checks.that(
            each,
            exchange.status() > 0,
            exchange,
            "an HTTP answer over TLS 1.3",
            "This certificate is by the right authority and valid now.");
      }
    }
  }

  @Verifies(positive = PLT_TLS_057, negative = PLT_TLS_057)
  void refuses_tls_1_2_for_enrolment(ServerUnderTest server, Checks checks) {
    // when
    Exchange by13 = server.send(Request.get(server.diagnosis()));
    Exchange by12 =
        server.send(server.identity(Persona.VALID), Hello.TLS_1_2, Request.get(server.diagnosis()));
    // then
    checks.that(
        PLT_TLS_057,
        by13.status() > 0,
        by13,
        "an HTTP answer over TLS 1.3",
        "Whoever is refused here too would show nothing.");
    checks.noHttp(
        PLT_TLS_057,
        by12,
        "Enable TLS 1.3 and nothing else on this listener, whatever the hosts for devices speak.");
  }

  @Verifies(negative = PLT_LNK_052)
  void dates_its_refusals_too(ServerUnderTest server, Checks checks) {
    // when
    Exchange absent = server.send(Request.get(server.onUpdateHost("/update/v1/nothing-here")));
    Exchange malformed = server.report("no XML at all");
    // then
    for (Exchange each : List.of(absent, malformed)) {
      checks.that(
          PLT_LNK_052,
          each.outcome().answer().flatMap(answer -> answer.header("Date")).isPresent(),
          each,
          "an HTTP answer with the header Date",
          "A device whose certificates seem wrong needs the time most when it is refused.");
    }
  }

  private static void refuses(
      ServerUnderTest server,
      Checks checks,
      Requirement requirement,
      @Nullable Identity identity,
      String hint) {
    for (URI host : hosts(server)) {
      // given
      control(server, checks, host);
      // when
      Exchange exchange = server.send(identity, Request.get(host));
      // then
      checks.noHttp(requirement, exchange, hint);
    }
  }

  private static List<URI> hosts(ServerUnderTest server) {
    return List.of(server.reports(), server.sync());
  }

  /** A host that answers nobody would pass every test of a refusal. */
  private static void control(ServerUnderTest server, Checks checks, URI host) {
    Exchange exchange = server.send(Request.get(host));
    checks.need(
        exchange.outcome().answer().isPresent(),
        "The valid device gets no answer from " + host + " either: " + exchange.outcome());
  }
}
