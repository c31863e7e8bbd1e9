package io.platen.protocol.codec;

import io.platen.protocol.binding.problem.ObjectFactory;
import io.platen.protocol.binding.problem.ProblemXml;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;

/** An error answer as {@code application/problem+xml} (chapter GEN). */
public final class ProblemCodec {
  private ProblemCodec() {}

  /** Title, status and whether to retry are those of the registered type. */
  public static byte[] write(Problem problem) {
    ProblemXml xml = new ProblemXml();
    xml.setType(problem.type().urn());
    xml.setTitle(problem.type().title());
    xml.setStatus(problem.type().status());
    xml.setDetail(Texts.fitLong(problem.detail()));
    xml.setInstance(Texts.fit(problem.instance()));
    xml.setRetryable(problem.type().isRetryable());
    xml.setRetryAfter(problem.retryAfterSeconds());
    xml.setRequirement(Texts.fit(problem.requirement()));
    return Binding.PROBLEM.write(new ObjectFactory().createProblem(xml));
  }

  /**
   * @throws ProtocolException when the bytes are not a problem document, or one of a type that is
   *     not registered: then the HTTP status tells what to do (PLT-GEN-009)
   */
  public static Problem read(byte[] xml) throws ProtocolException {
    ProblemXml bound = Binding.PROBLEM.read(xml, "problem", ProblemXml.class);
    ProblemType type =
        ProblemType.find(bound.getType())
            .orElseThrow(
                () ->
                    new ProtocolException(
                        ProblemType.SCHEMA_VIOLATION,
                        "PLT-GEN-009",
                        "No registered problem type: " + bound.getType()));
    return new Problem(
        type,
        bound.getDetail(),
        bound.getInstance(),
        bound.getRetryAfter(),
        bound.getRequirement());
  }
}
