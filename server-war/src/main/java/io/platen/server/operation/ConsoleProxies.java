package io.platen.server.operation;

import io.platen.server.listener.ForwardedHeader;
import io.platen.server.listener.Listener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Puts the address of whoever uses the console in the place of a listed proxy's. Proxies are known
 * by their addresses here: this listener asks nobody for a certificate, since browsers would ask
 * people for theirs. The two others have {@link ProxyGate}.
 */
final class ConsoleProxies extends HttpFilter {
  private static final long serialVersionUID = 1;

  private final transient Set<String> listed;
  private final transient ForwardedHeader header;

  ConsoleProxies(Set<String> listed, ForwardedHeader header) {
    this.listed = Set.copyOf(listed);
    this.header = header;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String rest = request.getPathInfo();
    String path = request.getServletPath() + (rest == null ? "" : rest);
    boolean passedOn =
        Listener.of(path) == Listener.CONSOLE && listed.contains(request.getRemoteAddr());
    chain.doFilter(passedOn ? FromElsewhere.of(request, header) : request, response);
  }
}
