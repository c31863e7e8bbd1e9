package io.platen.conformance.peers;

import io.platen.conformance.wire.Body;
import io.platen.conformance.wire.Identity;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.live.LiveMessage.SignedBytes;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.seal.forge.Flaw;
import io.platen.protocol.seal.forge.Forge;
import io.platen.protocol.seal.forge.Pair;
import io.platen.protocol.sync.SyncDocument;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the fake device seals its reports, once its server has named a certificate. */
final class FakeSeal {
  private static final String ENVELOPE = "application/pkcs7-mime; smime-type=authEnveloped-data";

  private final FakeDeviceSetup setup;
  private final FakeSync sync;
  private final Optional<DeviceFault> fault;
  private @Nullable X509Certificate recipient;

  FakeSeal(FakeDeviceSetup setup, FakeSync sync, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.sync = sync;
    this.fault = fault;
  }

  String mediaType() {
    return has(DeviceFault.CALLS_ENVELOPES_DOCUMENTS) ? "application/vnd.platen+xml" : ENVELOPE;
  }

  /** Empty where there is nobody to seal for. */
  Optional<Body> seal(Report report) {
    X509Certificate to = recipient();
    if (to == null) {
      return Optional.empty();
    }
    SealedHeader header =
        new SealedHeader(
            report.device(),
            report.epoch(),
            report.sequence(),
            SealingCertificate.audience(to),
            "report",
            report.created());
    Forge forge = forge(to);
    byte[] document = ReportCodec.write(report);
    return Optional.of(
        Body.of(
            flaw()
                .map(each -> forge.make(header, document, each))
                .orElseGet(() -> forge.make(header, document))));
  }

  /** The same of a piece of a result. [PLT-CMD-030] */
  Optional<LiveMessage> seal(CommandResult piece) {
    X509Certificate to = recipient();
    if (to == null) {
      return Optional.empty();
    }
    SealedHeader header =
        new SealedHeader(
            piece.device(),
            piece.command(),
            piece.number(),
            SealingCertificate.audience(to),
            "result",
            piece.at());
    byte[] sealed = forge(to).make(header, LiveCodec.write(piece));
    return Optional.of(
        new LiveMessage.Envelope(piece.command(), piece.number(), new SignedBytes(sealed)));
  }

  private Forge forge(X509Certificate to) {
    Identity own = setup.own().orElseThrow();
    return new Forge(new Pair(own.key(), own.chain().get(0)), to, new SecureRandom());
  }

  private Optional<Flaw> flaw() {
    if (has(DeviceFault.SEALS_WITHOUT_A_HEADER)) {
      return Optional.of(Flaw.WITHOUT_A_HEADER);
    }
    if (has(DeviceFault.SIGNS_BY_SHA_384)) {
      return Optional.of(Flaw.SIGNED_WITH_SHA_384);
    }
    return has(DeviceFault.ENCRYPTS_BY_CBC) ? Optional.of(Flaw.ENCRYPTED_BY_CBC) : Optional.empty();
  }

  /** [PLT-SEA-006] [PLT-SEA-003] */
  private @Nullable X509Certificate recipient() {
    List<X509Certificate> named =
        sync.document()
            .map(SyncDocument::sealing)
            .map(SyncDocument.Sealing::certificates)
            .orElse(List.of());
    List<X509Certificate> good = named.stream().filter(this::isGood).toList();
    if (!good.isEmpty()) {
      recipient = good.get(has(DeviceFault.SEALS_FOR_THE_LAST) ? good.size() - 1 : 0);
    } else if (has(DeviceFault.UNSEALS_AGAIN)) {
      recipient = null;
    }
    return recipient;
  }

  private boolean isGood(X509Certificate certificate) {
    return has(DeviceFault.SEALS_FOR_ANYBODY)
        || SealingCertificate.violation(certificate, setup.authorities()).isEmpty();
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
