package io.platen.server.console;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where people reach the console, for links that they send each other. */
@Dependent
class ConsoleAddress {
  private final String host;
  private final int port;

  @Inject
  ConsoleAddress(
      @ConfigProperty(name = "platen.public.host", defaultValue = "localhost") String host,
      @ConfigProperty(name = "platen.console.port", defaultValue = "8444") int port) {
    this.host = host;
    this.port = port;
  }

  String of(String path) {
    return "https://" + host + ":" + port + path;
  }
}
