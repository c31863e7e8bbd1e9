package io.platen.server.launcher;

import io.platen.server.listener.Endpoint;
import io.platen.server.listener.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settles the ports before anything starts: picks free ones, names those that are taken. */
final class Ports {
  private static final Map<Listener, ServerKey> KEYS =
      new EnumMap<>(
          Map.of(
              Listener.DEVICE, ServerKey.DEVICE_PORT,
              Listener.CONSOLE, ServerKey.CONSOLE_PORT,
              Listener.ENROLMENT, ServerKey.ENROLMENT_PORT));

  private Ports() {}

  static Endpoint settle(Configuration configuration) throws StartException {
    String address = configuration.text(ServerKey.LISTEN_ADDRESS);
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    List<ServerSocket> held = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    try {
      for (Listener listener : Listener.values()) {
        ServerKey key = keyOf(listener);
        int wanted = configuration.number(key);
        try {
          // Held until all are settled, so that two free ones are never the same.
          ServerSocket socket = bind(address, wanted);
          held.add(socket);
          ports.put(listener, socket.getLocalPort());
        } catch (IOException e) {
          taken.add(taken(wanted, address, key, e.getMessage()));
        }
      }
    } finally {
      held.forEach(Ports::close);
    }
    if (!taken.isEmpty()) {
      throw new StartException(ExitCode.TAKEN, String.join(System.lineSeparator(), taken));
    }
    return new Endpoint(address, ports);
  }

  /** A free port on loopback, for the embedded database. */
  static int settleDatabasePort(Configuration configuration) throws StartException {
    int wanted = configuration.number(ServerKey.DB_EMBEDDED_PORT);
    try (ServerSocket socket = bind("127.0.0.1", wanted)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw taken(wanted, "127.0.0.1", ServerKey.DB_EMBEDDED_PORT, e);
    }
  }

  static StartException taken(int wanted, String address, ServerKey key, IOException cause) {
    return new StartException(
        ExitCode.TAKEN, taken(wanted, address, key, cause.getMessage()), cause);
  }

  private static String taken(int wanted, String address, ServerKey key, @Nullable String why) {
    return "Port "
        + wanted
        + " on "
        + address
        + " cannot be used ("
        + why
        + "). Stop what uses it, or set "
        + key.key()
        + " to another port (0 picks a free one).";
  }

  static ServerKey keyOf(Listener listener) {
    ServerKey key = KEYS.get(listener);
    if (key == null) {
      throw new IllegalStateException("No key for " + listener);
    }
    return key;
  }

  private static ServerSocket bind(String address, int port) throws IOException {
    InetAddress at = InetAddress.getByName(address);
    return port == 0 ? FreePort.hold(at) : FreePort.bind(at, port);
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that does not close holds its port, which the container then names.
    }
  }
}
