package io.platen.device.live;

import io.platen.device.command.WaitingPiece;
import io.platen.device.link.Answer;
import io.platen.device.link.Link;
import io.platen.device.link.UploadOutcome;
import io.platen.device.link.Uploads;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Gives the server pieces of results where the channel goes one way only. */
public final class ResultPost {
  private static final String PATH = "update/v1/results";
  private static final int LONGEST = (int) Limit.ANSWER_BYTES.value();

  private ResultPost() {}

  /** The server's word that it has it; where it never will have it, it counts as taken, too. */
  public static LiveMessage send(Link link, URI host, WaitingPiece piece) throws IOException {
    Link.Posted posted =
        new Link.Posted(
            Link.PLATEN_XML, LiveCodec.write(piece.document()), Optional.empty(), Link.PLATEN_XML);
    Answer answer;
    synchronized (link) {
      answer = link.post(host, PATH, posted, LONGEST);
    }
    return switch (answer.status()) {
      case 200 -> taken(answer, piece);
      case 400, 413, 415, 422 -> new LiveMessage.Taken(piece.command(), piece.number());
      case 403 -> throw refused(answer);
      default -> throw new IOException("The server answers a result with " + answer.status());
    };
  }

  private static LiveMessage taken(Answer answer, WaitingPiece piece) throws IOException {
    try {
      LiveMessage word = LiveCodec.read(answer.body());
      if (word.equals(new LiveMessage.Taken(piece.command(), piece.number()))) {
        return word;
      }
      throw new IOException("What answers a result does not say that it has it");
    } catch (ProtocolException e) {
      throw new IOException("What answers a result is no document", e);
    }
  }

  /** Whether the server does not want this device, now and later. */
  public static boolean isUnwanted(IOException e) {
    return e instanceof EndedException ended && ended.why() == LiveClose.INACTIVE;
  }

  /** Why reports could not be sent, in the same words. */
  public static IOException stopped(UploadOutcome outcome) {
    return outcome.isDisabling()
        ? new EndedException(LiveClose.INACTIVE, "The server does not work with this device now")
        : new IOException("Reports cannot be sent now");
  }

  /** Whether the server has said that it does not want this device. */
  static IOException refused(Answer answer) {
    boolean inactive =
        Uploads.problem(answer)
            .filter(
                problem ->
                    problem.type() == ProblemType.DEVICE_INACTIVE
                        || problem.type() == ProblemType.CERTIFICATE_UNKNOWN)
            .isPresent();
    return inactive
        ? new EndedException(LiveClose.INACTIVE, "The server does not work with this device now")
        : new IOException("The server answers " + answer.status());
  }
}
