package io.platen.server.operation;

import io.platen.server.listener.ForwardedHeader;
import io.platen.server.listener.Listener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts the address of whoever uses the console in the place of a listed proxy's. Proxies are known
 * by their addresses here: this listener asks nobody for a certificate, since browsers would ask
 * people for theirs. The two others have {@link ProxyGate}.
 */
final class ConsoleProxies extends HttpFilter {
  /** By which the operator lists them. */
  static final String KEY = "platen.proxy.addresses";

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

  /** The launcher has looked; in a container of somebody else's nobody has. */
  static Set<String> addresses(String text) {
    Set<String> listed = new HashSet<>();
    for (String each : text.isBlank() ? new String[0] : text.split(",", -1)) {
      listed.add(
          ForwardedHeader.literal(each.strip())
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          KEY + ": '" + each.strip() + "' is no IP address")));
    }
    return listed;
  }
}
