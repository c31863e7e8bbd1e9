package io.platen.device.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

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

    /** RFC 3927 section 2.1: one that a machine gives itself where nobody gives it one. */
    List<InetAddress> usable() {
      return addresses.stream().filter(each -> !each.isLinkLocalAddress()).toList();
    }
  }

  /** Those of this machine. */
  static List<Port> ofThisMachine() throws IOException {
    List<Port> ports = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (!each.isLoopback()) {
        ports.add(new Port(each.getName(), each.isUp(), each.inetAddresses().toList()));
      }
    }
    return ports;
  }
}
