package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_SEA_020;
import static io.platen.protocol.Requirement.PLT_SEA_021;
import static io.platen.protocol.Requirement.PLT_SEA_022;
import static io.platen.protocol.Requirement.PLT_SEA_023;
import static io.platen.protocol.Requirement.PLT_SEA_024;
import static io.platen.protocol.Requirement.PLT_SEA_025;
import static io.platen.protocol.Requirement.PLT_SEA_026;
import static io.platen.protocol.Requirement.PLT_SEA_027;
import static io.platen.protocol.Requirement.PLT_SEA_031;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.seal.forge.Flaw;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Sealed reports: opened when they are right, and refused for the one thing that is wrong. */
final class SealTests {
  private static final String OPEN = "Open it by the steps of chapter SEA, and go on as usual.";
  private static final String REFUSE = "Refuse it before anything inside is parsed. The flaw: ";

  @Verifies(positive = PLT_SEA_031)
  void names_a_sealing_certificate(ServerUnderTest server, Checks checks) {
    // when
    Exchange sync = server.send(Request.get(server.sync()));
    // then
    checks.that(
        PLT_SEA_031,
        !SealedReport.certificates(sync).isEmpty(),
        sync,
        "a sync document with a certificate to seal for",
        "Put the current sealing certificate into each sync document.");
  }

  @Verifies(negative = PLT_SEA_031)
  void names_none_that_devices_must_refuse(ServerUnderTest server, Checks checks) {
    // when
    Exchange sync = server.send(Request.get(server.sync()));
    List<X509Certificate> named = SealedReport.certificates(sync);
    Optional<String> violation =
        named.stream()
            .findFirst()
            .flatMap(first -> SealingCertificate.violation(first, server.authorities()));
    // then
    checks.that(
        PLT_SEA_031,
        !named.isEmpty() && violation.isEmpty(),
        sync,
        "a certificate on P-256 for agreeing on keys, of the authority that devices pin",
        violation.orElse("There is none."));
  }

  @Verifies(
      positive = {
        PLT_SEA_020,
        PLT_SEA_021,
        PLT_SEA_022,
        PLT_SEA_023,
        PLT_SEA_024,
        PLT_SEA_025,
        PLT_SEA_026,
        PLT_SEA_027
      })
  void gives_a_sealed_report_its_receipt(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    SealedReport sealed = SealedReport.by(server, checks);
    // when
    Exchange exchange = server.send(sealed.of(report));
    // then
    for (Requirement each :
        List.of(
            PLT_SEA_021,
            PLT_SEA_022,
            PLT_SEA_023,
            PLT_SEA_024,
            PLT_SEA_025,
            PLT_SEA_026,
            PLT_SEA_027)) {
      checks.receipt(each, exchange, report.receipt(), OPEN);
    }
    checks.receipt(PLT_SEA_020, exchange, report.receipt(), OPEN);
  }

  @Verifies(positive = PLT_SEA_020)
  void counts_a_report_once_however_often_it_is_sealed(ServerUnderTest server, Checks checks) {
    // given
    ReportDocument report = ReportDocument.full(server);
    SealedReport sealed = SealedReport.by(server, checks);
    Request first = sealed.of(report);
    checks.need(server.send(first).status() == 200, "The server takes no sealed report");
    // when: replayed, sealed anew, and not sealed
    Exchange replayed = server.send(first);
    Exchange anew = server.send(sealed.of(report));
    // then
    String same = "Compare the document's bytes after opening, as with an unsealed one.";
    checks.receipt(PLT_SEA_020, replayed, report.receipt(), same);
    checks.receipt(PLT_SEA_020, anew, report.receipt(), same);
  }

  @Verifies(negative = PLT_SEA_020)
  void refuses_a_sealed_report_as_it_would_the_report_inside(
      ServerUnderTest server, Checks checks) {
    // given
    SealedReport sealed = SealedReport.by(server, checks);
    ReportDocument delta = ReportDocument.full(server).deltaOn(41, 42);
    ReportDocument full = ReportDocument.full(server);
    checks.need(server.send(sealed.of(full)).status() == 200, "It takes no sealed report");
    // when
    Exchange without = server.send(sealed.of(delta));
    Exchange reused = server.send(sealed.of(full.changed()));
    // then
    checks.problem(PLT_SEA_020, without, ProblemType.BASE_UNKNOWN, OPEN);
    checks.problem(PLT_SEA_020, reused, ProblemType.SEQUENCE_REUSED, OPEN);
  }

  @Verifies(negative = PLT_SEA_021)
  void refuses_every_other_form(ServerUnderTest server, Checks checks) {
    // when
    SealedReport sealed = SealedReport.by(server, checks);
    // then
    for (Flaw flaw : SealedReport.flaws(PLT_SEA_021)) {
      Exchange exchange = server.send(sealed.of(ReportDocument.full(server), flaw));
      checks.problem(PLT_SEA_021, exchange, ProblemType.SEAL_MALFORMED, REFUSE + flaw);
    }
  }

  @Verifies(negative = PLT_SEA_022)
  void refuses_what_was_changed_after_sealing(ServerUnderTest server, Checks checks) {
    // when
    SealedReport sealed = SealedReport.by(server, checks);
    // then
    for (Flaw flaw : SealedReport.flaws(PLT_SEA_022)) {
      Exchange exchange = server.send(sealed.of(ReportDocument.full(server), flaw));
      checks.problem(PLT_SEA_022, exchange, ProblemType.SEAL_BROKEN, REFUSE + flaw);
    }
  }

  @Verifies(negative = PLT_SEA_023)
  void refuses_what_is_sealed_for_another_servers_key(ServerUnderTest server, Checks checks) {
    // when
    SealedReport sealed = SealedReport.by(server, checks);
    // then
    for (Flaw flaw : SealedReport.flaws(PLT_SEA_023)) {
      Exchange exchange = server.send(sealed.of(ReportDocument.full(server), flaw));
      checks.problem(PLT_SEA_023, exchange, ProblemType.SEALING_KEY_UNKNOWN, REFUSE + flaw);
    }
  }

  @Verifies(negative = PLT_SEA_024)
  void refuses_what_the_device_has_not_signed(ServerUnderTest server, Checks checks) {
    // when
    SealedReport sealed = SealedReport.by(server, checks);
    // then
    for (Flaw flaw : SealedReport.flaws(PLT_SEA_024)) {
      Exchange exchange = server.send(sealed.of(ReportDocument.full(server), flaw));
      checks.problem(PLT_SEA_024, exchange, ProblemType.SIGNATURE_INVALID, REFUSE + flaw);
    }
  }

  @Verifies(negative = PLT_SEA_025)
  void refuses_what_the_device_made_for_another_server(ServerUnderTest server, Checks checks) {
    // given
    SealedReport sealed = SealedReport.by(server, checks);
    Flaw flaw = Flaw.FOR_ANOTHER_AUDIENCE;
    // when
    Exchange exchange = server.send(sealed.of(ReportDocument.full(server), flaw));
    // then
    checks.problem(PLT_SEA_025, exchange, ProblemType.WRONG_AUDIENCE, REFUSE + flaw);
  }

  @Verifies(negative = PLT_SEA_026)
  void refuses_a_header_of_another_device(ServerUnderTest server, Checks checks) {
    // given
    SealedReport sealed = SealedReport.by(server, checks);
    Flaw flaw = Flaw.NAMES_ANOTHER_DEVICE;
    // when
    Exchange exchange = server.send(sealed.of(ReportDocument.full(server), flaw));
    // then
    checks.problem(PLT_SEA_026, exchange, ProblemType.DEVICE_MISMATCH, REFUSE + flaw);
  }

  @Verifies(negative = PLT_SEA_027)
  void refuses_a_header_that_is_another_documents(ServerUnderTest server, Checks checks) {
    // given
    SealedReport sealed = SealedReport.by(server, checks);
    ReportDocument report = ReportDocument.full(server);
    // when
    Exchange exchange = server.send(sealed.of(report.numbered(2), report));
    // then
    checks.problem(
        PLT_SEA_027,
        exchange,
        ProblemType.SEAL_MALFORMED,
        "Compare device, epoch, sequence and first element of both.");
  }
}
