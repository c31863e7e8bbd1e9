package io.platen.server.operation;

import io.platen.server.listener.Endpoint;
import io.platen.server.listener.Listener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Gives each path to exactly one listener; on every other it does not exist. */
final class ListenerGate extends HttpFilter {
  private static final long serialVersionUID = 1;

  private final transient Map<Integer, Listener> listeners = new HashMap<>();

  ListenerGate(Endpoint endpoint) {
    for (Listener listener : Listener.values()) {
      listeners.put(endpoint.port(listener), listener);
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // [PLT-LNK-052] The container sends none; a device without a clock takes the time from it.
    response.setDateHeader("Date", System.currentTimeMillis());
    // RFC 6797 section 7.1: there is nothing here without TLS.
    response.setHeader("Strict-Transport-Security", "max-age=31536000");
    // [PLT-TLS-003] By the port that the connection came to, which no header can change.
    Listener here = listeners.get(request.getLocalPort());
    if (here == Listener.of(path(request))) {
      chain.doFilter(request, response);
    } else {
      NotHere.answer(response, here);
    }
  }

  /** As the container matched it: decoded and without dots, so that no spelling gets around. */
  private static String path(HttpServletRequest request) {
    String rest = request.getPathInfo();
    return request.getServletPath() + (rest == null ? "" : rest);
  }
}
