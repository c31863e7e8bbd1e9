package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_TLS_054;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Hello;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Verifies;
import java.net.URI;
import java.util.List;

/** TLS 1.2 of a server whose operator has switched on the legacy profile. */
final class LegacyTlsTests {
  @Verifies(positive = PLT_TLS_054)
  void answers_the_valid_device_over_tls_1_2(ServerUnderTest server, Checks checks) {
    for (URI host : List.of(server.reports(), server.sync())) {
      // when
      Exchange exchange =
          server.send(server.identity(Persona.VALID), Hello.TLS_1_2, Request.get(host));
      // then
      checks.that(
          PLT_TLS_054,
          exchange.status() > 0,
          exchange,
          "an HTTP answer over TLS 1.2",
          "The profile legacy-tls is claimed; switch it on for the test.");
    }
  }

  @Verifies(negative = PLT_TLS_054)
  void refuses_other_suites_of_tls_1_2(ServerUnderTest server, Checks checks) {
    for (URI host : List.of(server.reports(), server.sync())) {
      // given
      Exchange control =
          server.send(server.identity(Persona.VALID), Hello.TLS_1_2, Request.get(host));
      checks.need(
          control.outcome().answer().isPresent(),
          "The valid device gets no answer over TLS 1.2 from " + host + ": " + control.outcome());
      // when
      Exchange exchange =
          server.send(server.identity(Persona.VALID), Hello.TLS_1_2_OTHERWISE, Request.get(host));
      // then
      checks.noHttp(PLT_TLS_054, exchange, "Enable the four suites of PLT-TLS-054 and no others.");
    }
  }
}
