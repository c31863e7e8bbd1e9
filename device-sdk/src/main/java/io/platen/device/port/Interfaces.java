package io.platen.device.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ways out of this machine, as its operating system has them. */
@FunctionalInterface
public interface Interfaces {

  /**
   * All but the loopback.
   *
   * @throws IOException when the operating system does not tell
   */
  List<Port> list() throws IOException;

  /**
   * One of them.
   *
   * @param name as the operating system calls it
   * @param up whether it is switched on and has a carrier
   * @param addresses that it has
   */
  record Port(String name, boolean up, List<InetAddress> addresses) {
    public Port {
      addresses = List.copyOf(addresses);
    }

    /** RFC 3927 section 2.1: not one that a machine gives itself where nobody gives it one. */
    public List<InetAddress> usable() {
      return addresses.stream().filter(each -> !each.isLinkLocalAddress()).toList();
    }
  }

  /** Those of this machine. */
  static List<Port> ofThisMachine() throws IOException {
    Map<String, Port> ports = new TreeMap<>(withoutAddress());
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isLoopback()) {
        ports.remove(each.getName());
      } else {
        ports.put(
            each.getName(), new Port(each.getName(), each.isUp(), each.inetAddresses().toList()));
      }
    }
    return List.copyOf(ports.values());
  }

  /** Java lists on Linux only those that have an address; the kernel has them all. */
  private static Map<String, Port> withoutAddress() throws IOException {
    Map<String, Port> ports = new TreeMap<>();
    Path all = Path.of("/sys/class/net");
    if (Files.isDirectory(all)) {
      try (DirectoryStream<Path> each = Files.newDirectoryStream(all)) {
        for (Path port : each) {
          String name = String.valueOf(port.getFileName());
          if (!name.equals("lo") && Files.isRegularFile(port.resolve("operstate"))) {
            String state = Files.readString(port.resolve("operstate")).strip();
            ports.put(name, new Port(name, state.equals("up"), List.of()));
          }
        }
      }
    }
    return ports;
  }
}
