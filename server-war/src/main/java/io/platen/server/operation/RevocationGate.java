package io.platen.server.operation;

import io.platen.protocol.Requirement;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.listener.Listener;
import io.platen.server.listener.RevocationLists;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;

/** Refuses certificates that a revocation list names, on every request: TLS asked long ago. */
final class RevocationGate extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String DIAGNOSIS = "/.well-known/platen/diagnosis";

  private final transient RevocationLists lists;

  RevocationGate(RevocationLists lists) {
    this.lists = lists;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getServletPath() + rest(request);
    // [PLT-TLS-051]
    if (Listener.of(path) == Listener.CONSOLE
        || !(request.getAttribute(CERTIFICATES) instanceof X509Certificate[] shown)
        || shown.length == 0
        || !lists.haveRevoked(shown[0])) {
      chain.doFilter(request, response);
      return;
    }
    ProblemType type = ProblemType.CERTIFICATE_UNKNOWN;
    // [PLT-TLS-034] The diagnosis itself is no refusal.
    response.setStatus(path.equals(DIAGNOSIS) ? 200 : type.status());
    response.setContentType("application/problem+xml");
    response
        .getOutputStream()
        .write(
            ProblemCodec.write(
                new Problem(
                    type,
                    "The authority of this certificate has revoked it; get another one",
                    null,
                    null,
                    Requirement.PLT_TLS_051.id())));
  }

  private static String rest(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return rest == null ? "" : rest;
  }
}
