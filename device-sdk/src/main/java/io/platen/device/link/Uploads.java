package io.platen.device.link;

import io.platen.protocol.Limit;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends one report to one host and understands the answer. PLT-LNK-020. */
public final class Uploads {
  private static final String PATH = "update/v1/reports";
  private static final int LONGEST_ANSWER = (int) Limit.ANSWER_BYTES.value();

  private final Link link;

  public Uploads(Link link) {
    this.link = link;
  }

  /** The same for a report that is not sealed. */
  UploadOutcome send(URI host, Receipt expected, byte[] body, Instant now) {
    return send(host, expected, body, false, now);
  }

  /**
   * @param expected the receipt that this report gets
   * @param body XML, packed with gzip; or an envelope
   * @param sealed whether it is one
   */
  public UploadOutcome send(URI host, Receipt expected, byte[] body, boolean sealed, Instant now) {
    try {
      Answer answer =
          sealed
              ? link.postSealed(host, PATH, body, LONGEST_ANSWER)
              : link.post(host, PATH, body, LONGEST_ANSWER);
      return understand(answer, expected, now);
    } catch (LinkFailedException e) {
      return new UploadOutcome.RetryLater(e.failure(), Optional.empty());
    }
  }

  private static UploadOutcome understand(Answer answer, Receipt expected, Instant now) {
    Optional<Problem> problem = problem(answer);
    return switch (answer.status()) {
      case 200 -> receipt(answer, expected);
      case 400, 413, 415, 422 ->
          new UploadOutcome.Refused(answer.status(), problem.orElseGet(() -> bare(answer)));
      case 403 -> problem.map(known -> forbidden(answer, known)).orElseGet(() -> unusable(answer));
      case 409 -> problem.map(known -> conflict(answer, known)).orElseGet(() -> unusable(answer));
      default -> new UploadOutcome.RetryLater(failure(answer), wish(answer, problem, now));
    };
  }

  /** [PLT-LNK-021] Only a receipt for this very report says that it is durable. */
  private static UploadOutcome receipt(Answer answer, Receipt expected) {
    try {
      Receipt receipt = ReceiptCodec.read(answer.body());
      return receipt.equals(expected) ? new UploadOutcome.Acknowledged(receipt) : unusable(answer);
    } catch (ProtocolException e) {
      return unusable(answer);
    }
  }

  private static UploadOutcome forbidden(Answer answer, Problem problem) {
    return switch (problem.type()) {
      case DEVICE_INACTIVE, CERTIFICATE_UNKNOWN -> new UploadOutcome.CutOff(problem);
      default -> new UploadOutcome.Refused(answer.status(), problem);
    };
  }

  private static UploadOutcome conflict(Answer answer, Problem problem) {
    return problem.type() == ProblemType.BASE_UNKNOWN
        ? new UploadOutcome.BaseUnknown()
        : new UploadOutcome.Refused(answer.status(), problem);
  }

  /** The problem document of an answer, empty where it has none that can be read. */
  public static Optional<Problem> problem(Answer answer) {
    if (!answer.is(Link.PROBLEM_XML)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProblemCodec.read(answer.body()));
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  private static Problem bare(Answer answer) {
    ProblemType type =
        switch (answer.status()) {
          case 413 -> ProblemType.TOO_LARGE;
          case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
          default -> ProblemType.MALFORMED;
        };
    return new Problem(
        type,
        "The host answered " + answer.status() + " without a problem document",
        null,
        null,
        null);
  }

  private static UploadOutcome unusable(Answer answer) {
    return new UploadOutcome.RetryLater(
        new LinkFailure(
            answer.host(),
            LinkFailure.Kind.ANSWER_UNUSABLE,
            "the answer " + answer.status() + " holds no document that fits",
            "Something else than the server may have answered"),
        Optional.empty());
  }

  /** What a status means that is no answer of the protocol. */
  public static LinkFailure failure(Answer answer) {
    return new LinkFailure(
        answer.host(),
        answer.status() == 429 || answer.status() >= 500
            ? LinkFailure.Kind.SERVER_BUSY
            : LinkFailure.Kind.ANSWER_UNUSABLE,
        "the answer was " + answer.status(),
        "It is tried again; when it stays, look at the server's log and at proxies on the way");
  }

  /**
   * How long the server asks to wait.
   *
   * @param now where the answer does not say what time it is there
   */
  public static Optional<Duration> wish(Answer answer, Optional<Problem> problem, Instant now) {
    return RetryAfter.parse(answer.retryAfter(), answer.date().orElse(now))
        .or(
            () ->
                problem
                    .map(Problem::retryAfterSeconds)
                    .map(Duration::ofSeconds)
                    .map(RetryAfter::bounded));
  }
}
