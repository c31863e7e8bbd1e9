package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.KeyId;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.sync.SyncDocument.Sealing;
import io.platen.protocol.xml.ProtocolException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How the fake server opens sealed reports. */
final class FakeOpener {
  static final String MEDIA_TYPE = "application/pkcs7-mime";

  private final Identity own;
  private final Opener opener;

  FakeOpener(Identity own) {
    this.own = own;
    KeyId id = KeyId.of(own.chain().get(0));
    this.opener =
        new Opener(
            SealingCertificate.audience(own.chain().get(0)),
            asked -> asked.equals(id) ? Optional.of(own.key()) : Optional.empty());
  }

  Sealing told() {
    return new Sealing(false, List.of(own.chain().get(0)));
  }

  Opener.Opened open(Incoming asked, byte[] envelope, String commonName) throws ProtocolException {
    X509Certificate device = asked.shown().orElseThrow();
    KeyId id = KeyId.of(device);
    return opener.open(
        envelope,
        UUID.fromString(commonName),
        wanted -> wanted.equals(id) ? Optional.of(device) : Optional.empty());
  }

  static void compare(SealedHeader header, Report report) throws ProtocolException {
    if (!header.epoch().equals(report.epoch()) || header.sequence() != report.sequence()) {
      throw new ProtocolException(
          ProblemType.SEAL_MALFORMED, "PLT-SEA-027", "The header is another document's");
    }
  }
}
