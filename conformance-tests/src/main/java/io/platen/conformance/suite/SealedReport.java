package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Identity;
import io.platen.conformance.wire.Request;
import io.platen.protocol.Requirement;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.seal.forge.Flaw;
import io.platen.protocol.seal.forge.Forge;
import io.platen.protocol.seal.forge.Pair;
import io.platen.protocol.sync.SyncDocument.Sealing;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** Seals reports of the valid device for the server under test. */
final class SealedReport {
  private static final String MEDIA_TYPE = "application/pkcs7-mime; smime-type=authEnveloped-data";

  private static final byte[] NONE = {};

  private final URI reports;
  private final String audience;
  private final Forge forge;

  private SealedReport(URI reports, Identity device, X509Certificate server) {
    this.reports = reports;
    this.audience = SealingCertificate.audience(server);
    Pair signer = new Pair(device.key(), device.chain().get(0));
    this.forge = new Forge(signer, server, new SecureRandom());
  }

  /** For the certificate that the server names; without one a test is skipped. */
  static SealedReport by(ServerUnderTest server, Checks checks) {
    return new SealedReport(
        server.reports(), server.identity(Persona.VALID), recipient(server, checks));
  }

  /** The certificate to seal for. */
  static X509Certificate recipient(ServerUnderTest server, Checks checks) {
    List<X509Certificate> named = certificates(server.send(Request.get(server.sync())));
    checks.need(!named.isEmpty(), "The server's sync document names no certificate to seal for");
    return named.get(0);
  }

  /** Those of a sync document; none where it is no sync document. */
  static List<X509Certificate> certificates(Exchange sync) {
    byte[] document = sync.outcome().answer().map(answer -> answer.body().bytes()).orElse(NONE);
    try {
      Sealing sealing = SyncCodec.read(document).sealing();
      return sealing == null ? List.of() : sealing.certificates();
    } catch (ProtocolException e) {
      return List.of();
    }
  }

  static List<Flaw> flaws(Requirement requirement) {
    return Arrays.stream(Flaw.values()).filter(f -> f.requirement() == requirement).toList();
  }

  Request of(ReportDocument report) {
    return of(report, report);
  }

  /** Another document than the header says. */
  Request of(ReportDocument header, ReportDocument document) {
    return request(forge.make(header(header), bytes(document)));
  }

  Request of(ReportDocument report, Flaw flaw) {
    return request(forge.make(header(report), bytes(report), flaw));
  }

  private SealedHeader header(ReportDocument report) {
    return new SealedHeader(
        report.device(), report.epoch(), report.sequence(), audience, "report", report.created());
  }

  private static byte[] bytes(ReportDocument report) {
    return report.text().getBytes(StandardCharsets.UTF_8);
  }

  private Request request(byte[] envelope) {
    return Request.post(reports, MEDIA_TYPE, Body.of(envelope));
  }
}
