package io.platen.device;

import io.platen.device.link.ConnectionSteps;
import io.platen.device.link.Link;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tries the way to each host step by step: name, connection, proxy, TLS, authority, answer. */
public final class ConnectionTest {
  private ConnectionTest() {}

  /**
   * Tries all hosts of the configuration. Sends nothing that the server stores.
   *
   * @return whether every step at every host passed
   */
  public static boolean run(DeviceConfig config, Listener listener) {
    Map<URI, String> hosts = new LinkedHashMap<>();
    config.updateHosts().forEach(host -> hosts.put(host, "update/v1/reports"));
    config.downloadHosts().forEach(host -> hosts.put(host, "download/v1/sync"));
    try (Link link = new Link(config.keys(), config.proxy(), config.connector(), config.clock())) {
      ConnectionSteps steps = new ConnectionSteps(link, config.proxy(), listener::step);
      boolean good = true;
      for (Map.Entry<URI, String> host : hosts.entrySet()) {
        good &= steps.run(host.getKey(), host.getValue());
      }
      return good;
    }
  }

  /** Hears how each step went; {@code what} says what to do where it failed. */
  @FunctionalInterface
  public interface Listener {
    void step(URI host, String step, boolean passed, String what);
  }
}
