package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.Persona;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Identity;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.live.LiveMessage.SignedBytes;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.SealingCertificate;
import io.platen.protocol.seal.forge.Flaw;
import io.platen.protocol.seal.forge.Forge;
import io.platen.protocol.seal.forge.Pair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;

/** Seals pieces of results of the valid device for the server under test. */
final class SealedPiece {
  private final String audience;
  private final Forge forge;

  private SealedPiece(Identity device, X509Certificate server) {
    this.audience = SealingCertificate.audience(server);
    this.forge =
        new Forge(new Pair(device.key(), device.chain().get(0)), server, new SecureRandom());
  }

  /** For the certificate that the server names; without one a test is skipped. */
  static SealedPiece by(ServerUnderTest server, Checks checks) {
    return new SealedPiece(server.identity(Persona.VALID), SealedReport.recipient(server, checks));
  }

  LiveMessage.Envelope of(CommandResult piece) {
    return of(piece, piece.number());
  }

  /**
   * @param outside the number that the envelope shows, which may be another than that inside
   */
  LiveMessage.Envelope of(CommandResult piece, long outside) {
    return envelope(piece, outside, forge.make(header(piece), LiveCodec.write(piece)));
  }

  LiveMessage.Envelope of(CommandResult piece, Flaw flaw) {
    byte[] sealed = forge.make(header(piece), LiveCodec.write(piece), flaw);
    return envelope(piece, piece.number(), sealed);
  }

  private SealedHeader header(CommandResult piece) {
    return new SealedHeader(
        piece.device(), piece.command(), piece.number(), audience, "result", piece.at());
  }

  private static LiveMessage.Envelope envelope(CommandResult piece, long number, byte[] sealed) {
    return new LiveMessage.Envelope(piece.command(), number, new SignedBytes(sealed));
  }
}
