package io.platen.server.operation;

import io.platen.server.listener.DeviceTls;
import io.platen.server.listener.Endpoint;
import io.platen.server.listener.Listener;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The ports as this deployment is told them, by launcher or operator. */
final class DeployedEndpoint {
  private DeployedEndpoint() {}

  static DeviceTls tls() {
    return DeviceTls.of(
        ConfigProvider.getConfig().getOptionalValue(DeviceTls.KEY, String.class).orElse(""));
  }

  static Endpoint fromConfig() {
    Config config = ConfigProvider.getConfig();
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    for (Listener listener : Listener.values()) {
      ports.put(
          listener,
          config
              .getOptionalValue(listener.portKey(), Integer.class)
              .orElse(listener.defaultPort()));
    }
    return new Endpoint(
        config.getOptionalValue("platen.listen.address", String.class).orElse("127.0.0.1"), ports);
  }
}
