package io.platen.server.problem;

import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import org.jspecify.annotations.Nullable;

/** A request is answered with a problem of the protocol's registry. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(ProblemType type, String detail, @Nullable String requirement) {
    this(type, detail, requirement, null);
  }

  public ProblemException(
      ProblemType type,
      String detail,
      @Nullable String requirement,
      @Nullable Long retryAfterSeconds) {
    super(type + ": " + detail);
    this.problem = new Problem(type, detail, null, retryAfterSeconds, requirement);
  }

  /** With the place in the document where one is known. */
  public static ProblemException of(ProtocolException e) {
    String place = e.line() < 1 ? "" : " (line " + e.line() + ", column " + e.column() + ")";
    return new ProblemException(e.type(), e.getMessage() + place, e.requirement());
  }

  public Problem problem() {
    return problem;
  }
}
