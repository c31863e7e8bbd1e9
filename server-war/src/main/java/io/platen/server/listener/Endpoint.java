package io.platen.server.listener;

import java.util.Map;

/** Where the listeners answer: one address, a port each. */
public record Endpoint(String address, Map<Listener, Integer> ports) {
  public Endpoint {
    ports = Map.copyOf(ports);
    if (ports.size() != Listener.values().length) {
      throw new IllegalArgumentException("Every listener needs a port, there are only " + ports);
    }
  }

  public int port(Listener listener) {
    Integer port = ports.get(listener);
    if (port == null) {
      throw new IllegalStateException("No port for " + listener);
    }
    return port;
  }
}
