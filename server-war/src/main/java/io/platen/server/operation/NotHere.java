package io.platen.server.operation;

import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.listener.Listener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The answer to a path that belongs to another listener, in the language of this one. */
final class NotHere {
  private static final String DETAIL =
      "This path is not served on this port. Use the address that the server's operator named for"
          + " it.";

  private NotHere() {}

  static void answer(HttpServletResponse response, @Nullable Listener here) throws IOException {
    ProblemType type = ProblemType.NOT_FOUND;
    response.setStatus(type.status());
    if (here == Listener.DEVICE || here == Listener.ENROLMENT) {
      response.setContentType("application/problem+xml");
      response
          .getOutputStream()
          .write(ProblemCodec.write(new Problem(type, DETAIL, null, null, null)));
      return;
    }
    response.setContentType("application/problem+json");
    response
        .getOutputStream()
        .write(
            ("{\"type\":\""
                    + type.urn()
                    + "\",\"title\":\""
                    + type.title()
                    + "\",\"status\":"
                    + type.status()
                    + ",\"detail\":\""
                    + DETAIL
                    + "\"}")
                .getBytes(StandardCharsets.UTF_8));
  }
}
