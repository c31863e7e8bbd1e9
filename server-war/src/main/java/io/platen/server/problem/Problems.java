package io.platen.server.problem;

import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.database.StorageException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** Turns what was thrown into a problem with a trace id that finds the log line. */
final class Problems {
  /** What a device waits when the database is away. */
  static final long RETRY_SECONDS = 5;

  private static final Logger LOG = System.getLogger(Problems.class.getName());

  private Problems() {}

  static Problem of(Throwable failure) {
    String trace = "urn:uuid:" + UUID.randomUUID();
    Problem problem = find(failure);
    if (failure instanceof RequestBody.BrokenOffException) {
      LOG.log(Level.DEBUG, () -> "Broken off, trace " + trace + ": " + failure.getCause());
    } else if (problem.type() == ProblemType.INTERNAL) {
      LOG.log(Level.ERROR, "A request failed, trace " + trace, failure);
    } else if (problem.type() == ProblemType.UNAVAILABLE) {
      LOG.log(Level.WARNING, "The database is away: " + failure.getMessage() + ", trace " + trace);
    } else {
      LOG.log(Level.DEBUG, () -> "Refused with " + problem + ", trace " + trace);
    }
    return new Problem(
        problem.type(),
        problem.detail(),
        trace,
        problem.retryAfterSeconds(),
        problem.requirement());
  }

  private static Problem find(Throwable failure) {
    if (failure instanceof ProblemException expected) {
      return expected.problem();
    }
    if (failure instanceof WebApplicationException web) {
      return web(web);
    }
    if (failure instanceof RequestBody.BrokenOffException) {
      return new Problem(ProblemType.INTERNAL, failure.getMessage(), null, RETRY_SECONDS, null);
    }
    if (StorageException.isUnavailable(failure)) {
      return new Problem(
          ProblemType.UNAVAILABLE,
          "The database does not answer; nothing was stored. Send the same again later",
          null,
          RETRY_SECONDS,
          null);
    }
    return new Problem(
        ProblemType.INTERNAL,
        "The server failed; its log tells more under the trace id",
        null,
        RETRY_SECONDS,
        null);
  }

  private static Problem web(WebApplicationException e) {
    return switch (e.getResponse().getStatus()) {
      case 400 -> new Problem(ProblemType.MALFORMED, e.getMessage(), null, null, null);
      case 404 -> new Problem(ProblemType.NOT_FOUND, "No such path", null, null, null);
      case 405 ->
          new Problem(
              ProblemType.METHOD_NOT_ALLOWED,
              e instanceof NotAllowedException notAllowed
                  ? "Allowed here: " + notAllowed.getResponse().getHeaderString("Allow")
                  : null,
              null,
              null,
              null);
      case 406 -> new Problem(ProblemType.NOT_ACCEPTABLE, null, null, null, null);
      case 413 -> new Problem(ProblemType.TOO_LARGE, null, null, null, null);
      case 415 ->
          new Problem(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send application/vnd.platen+xml, plain or with Content-Encoding: gzip",
              null,
              null,
              null);
      default -> new Problem(ProblemType.INTERNAL, e.getMessage(), null, null, null);
    };
  }
}
