package io.platen.conformance.peers;

import io.platen.protocol.Limit;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How the fake server opens pieces of results (chapter CMD), and what it gets wrong. */
final class FakeResults {
  private final FakeOpener opener;
  private final Optional<Fault> fault;

  FakeResults(FakeOpener opener, Optional<Fault> fault) {
    this.opener = opener;
    this.fault = fault;
  }

  /** Empty where it cannot be opened, or holds another piece than it says. */
  Optional<CommandResult> open(Incoming asked, UUID device, LiveMessage.Envelope envelope) {
    if (has(Fault.OPENS_NO_SEALED_RESULTS)) {
      return Optional.empty();
    }
    try {
      Opener.Opened opened = opener.open(asked, envelope.content().bytes(), device.toString());
      byte[] body = BoundedGzip.inflate(opened.packed(), (int) Limit.DOCUMENT_BYTES.value());
      return LiveCodec.read(body) instanceof CommandResult piece
              && (isOf(envelope, opened.header(), piece)
                  || has(Fault.BELIEVES_ENVELOPES_OF_OTHER_PIECES))
          ? Optional.of(piece)
          : Optional.empty();
    } catch (ProtocolException e) {
      return has(Fault.BELIEVES_UNVERIFIED_RESULTS)
          ? Optional.of(done(device, envelope))
          : Optional.empty();
    }
  }

  private static boolean isOf(
      LiveMessage.Envelope envelope, SealedHeader header, CommandResult piece) {
    return header.type().equals("result")
        && header.epoch().equals(piece.command())
        && header.sequence() == piece.number()
        && envelope.command().equals(piece.command())
        && envelope.number() == piece.number();
  }

  private static CommandResult done(UUID device, LiveMessage.Envelope envelope) {
    return new CommandResult(
        device,
        envelope.command(),
        envelope.number(),
        Stage.DONE,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Instant.EPOCH);
  }

  private boolean has(Fault one) {
    return fault.filter(one::equals).isPresent();
  }
}
