package io.platen.reference.demo;

import io.platen.reference.CommandFailure;
import io.platen.reference.simulate.Simulator;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The invented printers as a network of their own: 127.47.0.0/24 where the machine's loopback is a
 * whole /8 (Linux), else ports of 127.0.0.1.
 */
final class SimulatedNetwork implements AutoCloseable {
  private static final String NETWORK = "127.47.0.0/24";
  private static final String FIRST = "127.47.0.11";
  private static final String NOBODY = "127.47.1.1";
  private static final int ATTEMPTS = 50;
  private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
  private static final int LOWEST_PORT = 20_000;
  private static final int BEYOND_PORT = 32_768;

  private final Simulator simulator;
  private final boolean network;

  private SimulatedNetwork(Simulator simulator, boolean network) {
    this.simulator = simulator;
    this.network = network;
  }

  static SimulatedNetwork start(double speed) {
    for (int attempt = 1; ; attempt++) {
      try {
        return startNetwork(speed);
      } catch (CommandFailure e) {
        // Another program took the port in between; a new one is chosen.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static SimulatedNetwork startNetwork(double speed) {
    InetSocketAddress first;
    try (DatagramSocket probe =
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName(FIRST), 0))) {
      first = (InetSocketAddress) probe.getLocalSocketAddress();
    } catch (IOException e) {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new SimulatedNetwork(Simulator.ofShipped(any, false, speed), false);
    }
    return new SimulatedNetwork(Simulator.ofShipped(first, true, speed), true);
  }

  /** What to tell the server, so that the device finds them all. */
  List<JsonObject> discoveryEntries() {
    if (!network) {
      return simulator.addresses().stream().map(at -> entry("host", "127.0.0.1", at)).toList();
    }
    return List.of(entry("network", NETWORK, simulator.addresses().get(0)));
  }

  /** One printer speaks v1 only: it is asked that way when v2c stays without an answer. */
  private static JsonObject entry(String kind, String target, InetSocketAddress at) {
    JsonArray access = Json.createArrayBuilder().add(access("2c", at)).add(access("1", at)).build();
    return Json.createObjectBuilder()
        .add("kind", kind)
        .add("target", target)
        .add("exclusions", Json.createArrayBuilder())
        .add("access", access)
        .build();
  }

  /**
   * Who may send traps of SNMP v3 to the device: SHA-256 and AES-128, with one password for both.
   * Nobody answers at the address of this entry.
   */
  static JsonObject trapUser(String user, String password) {
    return Json.createObjectBuilder()
        .add("kind", "host")
        .add("target", NOBODY)
        .add("exclusions", Json.createArrayBuilder())
        .add(
            "access",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("version", "3")
                        .add("user", user)
                        .add("auth", "sha-256")
                        .add("authPassword", password)
                        .add("priv", "aes-128")
                        .add("privPassword", password)
                        .add("port", 161)))
        .build();
  }

  private static JsonObject access(String version, InetSocketAddress at) {
    return Json.createObjectBuilder()
        .add("version", version)
        .add("community", "public")
        .add("port", at.getPort())
        .build();
  }

  /** Where the printers answer, for {@code platen-device read}. */
  String hosts() {
    return simulator.addresses().stream()
        .map(at -> at.getAddress().getHostAddress() + ":" + at.getPort())
        .collect(Collectors.joining(","));
  }

  /**
   * A port of 127.0.0.1 that is free for UDP and TCP: a registry of heartbeats takes both, a device
   * that listens to traps one. It is below those that systems give to any program that asks for
   * just one, as some seconds pass until it is used.
   *
   * @throws CommandFailure when there is none
   */
  static String freeAddress() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int attempt = 1; ; attempt++) {
      try (ServerSocket tcp =
              new ServerSocket(RANDOM.nextInt(LOWEST_PORT, BEYOND_PORT), 1, loopback);
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), loopback)) {
        return "127.0.0.1:" + udp.getLocalPort();
      } catch (IOException e) {
        // Another program has it; a new one is chosen.
        if (attempt == ATTEMPTS) {
          throw new CommandFailure("There is no free port: " + e.getMessage(), e);
        }
      }
    }
  }

  URI controlUrl() {
    return simulator.controlUrl();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
