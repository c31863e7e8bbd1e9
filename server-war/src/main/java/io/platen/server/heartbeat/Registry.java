package io.platen.server.heartbeat;

import io.platen.protocol.heartbeat.HeartbeatName;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Starts the registry with the server, where a zone is configured. */
@Singleton
@Startup
@DependsOn("Migrations")
public class Registry {
  private static final Logger LOG = System.getLogger(Registry.class.getName());

  @Inject Heartbeats heartbeats;

  @Inject
  @ConfigProperty(name = "platen.listen.address", defaultValue = "127.0.0.1")
  String address;

  @Inject
  @ConfigProperty(name = "platen.heartbeat.port", defaultValue = "8053")
  int port;

  @Inject
  @ConfigProperty(name = "platen.public.host", defaultValue = "localhost")
  String host;

  @Resource
  @SuppressWarnings("NullAway.Init")
  private ManagedThreadFactory threads;

  private @Nullable RegistryServer server;

  @PostConstruct
  void start() {
    Optional<String> zone = heartbeats.zone();
    if (zone.isEmpty()) {
      return;
    }
    RegistryAnswers answers = new RegistryAnswers(zone.get(), host, new Heard(heartbeats));
    try {
      server =
          RegistryServer.start(
              new InetSocketAddress(InetAddress.getByName(address), port),
              answers,
              RegistryServer.PATIENCE,
              threads);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Heartbeats cannot be heard at "
              + address
              + ", port "
              + port
              + " (platen.heartbeat.port)",
          e);
    }
    LOG.log(
        Level.INFO,
        "Heartbeats of {0} are heard at {1}",
        zone.get(),
        String.valueOf(server.address()));
  }

  /** The registry in the database. */
  private record Heard(Heartbeats heartbeats) implements RegistryAnswers.Hearing {
    @Override
    public Optional<String> hear(HeartbeatName name, String from) {
      return heartbeats.hear(name, from);
    }

    @Override
    public boolean knows(HeartbeatName name) {
      return heartbeats.knows(name);
    }
  }

  @PreDestroy
  void stop() {
    RegistryServer running = server;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) { // Jakarta Annotations: a lifecycle method throws nothing checked
        LOG.log(Level.WARNING, "The registry's socket did not close", e);
      }
    }
  }
}
