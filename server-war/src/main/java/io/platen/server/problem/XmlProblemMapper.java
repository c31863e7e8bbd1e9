package io.platen.server.problem;

import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** The one mapper of the device paths: every failure becomes a problem document. */
public class XmlProblemMapper implements ExceptionMapper<Throwable> {
  public static final String MEDIA_TYPE = "application/problem+xml";

  @Override
  public Response toResponse(Throwable failure) {
    return answer(Problems.of(failure));
  }

  /** The problem with the status that its type has. */
  public static Response answer(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.type().status())
            .type(MEDIA_TYPE)
            .entity(ProblemCodec.write(problem));
    if (problem.retryAfterSeconds() != null) {
      response.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
    }
    return response.build();
  }
}
