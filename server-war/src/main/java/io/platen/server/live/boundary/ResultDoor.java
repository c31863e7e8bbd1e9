package io.platen.server.live.boundary;

import io.platen.protocol.Limit;
import io.platen.protocol.Requirement;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.SealedHeader;
import io.platen.protocol.seal.Opener;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.command.control.CommandDelivery;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import io.platen.server.sealing.SealedReports;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;

/** Takes pieces of results, sealed or not, by whatever form of the channel they come. */
@ApplicationScoped
public class ResultDoor {
  private static final String RESULT = "result";

  private SealedReports sealed;
  private CommandDelivery delivery;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected ResultDoor() {}

  @Inject
  public ResultDoor(SealedReports sealed, CommandDelivery delivery) {
    this.sealed = sealed;
    this.delivery = delivery;
  }

  /**
   * [PLT-CMD-021] Returns after the commit.
   *
   * @param message a piece, or an envelope that holds one
   * @throws ProblemException when it is neither, or of another device
   */
  public LiveMessage.Taken heard(
      AdmittedDevice device, X509Certificate connected, LiveMessage message) {
    if (message instanceof LiveMessage.Envelope envelope) {
      return opened(device, connected, envelope);
    }
    if (message instanceof CommandResult piece) {
      if (!piece.device().equals(device.id())) {
        throw new ProblemException(
            ProblemType.DEVICE_MISMATCH, "The result is of the device " + piece.device(), null);
      }
      return open(device, piece);
    }
    throw new ProblemException(
        ProblemType.SCHEMA_VIOLATION, "Results are taken here, and nothing else", "PLT-XML-016");
  }

  /** [PLT-CMD-032] */
  private LiveMessage.Taken open(AdmittedDevice device, CommandResult piece) {
    try {
      sealed.refuseUnsealed();
    } catch (ProblemException e) {
      return delivery.unreadable(device, piece.command(), piece.number(), detail(e));
    }
    return delivery.heard(device, piece);
  }

  private LiveMessage.Taken opened(
      AdmittedDevice device, X509Certificate connected, LiveMessage.Envelope envelope) {
    CommandResult piece;
    try {
      piece = piece(device, connected, envelope);
    } catch (ProtocolException | ProblemException e) {
      return delivery.unreadable(device, envelope.command(), envelope.number(), detail(e));
    }
    return delivery.heard(device, piece);
  }

  private static String detail(Exception e) {
    return "What came of it cannot be read here: " + e.getMessage();
  }

  /** [PLT-CMD-031] The steps of chapter SEA. */
  private CommandResult piece(
      AdmittedDevice device, X509Certificate connected, LiveMessage.Envelope envelope)
      throws ProtocolException {
    // 1 to 4. Look at the form, decrypt, verify, compare.
    Opener.Opened opened = sealed.open(device, connected, envelope.content().bytes());
    // 5. Unpack within the limit.
    byte[] body = BoundedGzip.inflate(opened.packed(), (int) Limit.DOCUMENT_BYTES.value());
    // 6. Parse, and compare with the header and with what is outside.
    LiveMessage document = LiveCodec.read(body);
    SealedHeader header = opened.header();
    if (document instanceof CommandResult piece
        && header.type().equals(RESULT)
        && header.device().equals(piece.device())
        && header.epoch().equals(piece.command())
        && header.sequence() == piece.number()
        && envelope.command().equals(piece.command())
        && envelope.number() == piece.number()) {
      return piece;
    }
    throw new ProtocolException(
        ProblemType.SEAL_MALFORMED,
        Requirement.PLT_SEA_027.id(),
        "The envelope says that it is " + header.type() + " " + header.sequence() + ", and is not");
  }
}
